const later = 'not in this version';

/**
 * Operations of the UiTPAS API 4.0 that this server does not have, by their published id, and why.
 * The table in docs/uitpas-compatibility.md is made of it.
 */
export const notServed: Readonly<Record<string, string>> = {
  'get-organizers-financial-reports-periods': later,
  'get-organizers-financial-reports': later,
  'post-organizers-financial-reports': later,
  'get-organizers-financial-reports-reportId': later,
  'get-organizers-financial-reports-reportId-downloadLink': later,
  'get-organizers-financial-reports-reportId-zip': later,
  'post-orders': later,
  'get-orders-orderid': later,
  'get-kiosks': later,
  'get-kiosks-kioskId-fixed-event': later,
  'put-kiosks-kioskId-fixed-event': later,
  'delete-kiosks-kioskId-fixed-event': later,
  'put-kiosks-setup': later,
  'get-kiosk-devices': later,
  'get-kiosks-event': later,
  'put-kiosks-events': later,
  'delete-kiosks-events': later,
  'get-kiosks-checkins': later,
  'post-kiosks-checkin': later,
  'get-kiosks-chip-numbers-chipNumber': later,
  'get-social-tariff-validation-start': later,
  'post-social-tariff-validation-token': later,
  'get-social-tariff-validation': later,
};
