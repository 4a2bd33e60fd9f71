/**
 * Operations about what belongs to one town: a neighbour on the same card may do none of them, and
 * is answered as for what does not exist. Of the others it may do what a card is for everywhere.
 */
export const ofOneTown: ReadonlySet<string> = new Set([
  'delete-checkins-checkinId',
  'delete-passholders-id',
  'delete-passholders-passholderId-picture',
  'delete-ticket-sales-ticketSaleId',
  'get-billing-entries-entryId-fact',
  'get-passholders-id-export',
  'get-passholders-id-looks',
  'get-passholders-passholderId',
  'get-passholders-passholderId-picture',
  'get-passholders-passholderId-private',
  'post-membership-cc-friends-reviews-id-dismiss',
  'post-membership-cc-friends-reviews-id-link',
  'post-sportpas-attendances-id-strike',
  'post-sportpas-enrolments-id-accept',
  'post-sportpas-enrolments-id-cancel',
  'post-sportpas-enrolments-id-decline',
  'post-staff-card-doors-placeId-open',
  'put-passholders-id-social-tariff',
  'put-passholders-passholderId',
  'put-passholders-passholderId-picture',
  'put-passholders-passholderId-private',
  'put-rewards-rewardId',
  'put-rewards-rewardId-status',
]);
