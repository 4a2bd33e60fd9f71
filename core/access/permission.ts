/** Permissions of the UiTPAS API 4.0, by their published names (reference of 2026). */
export const UITPAS_PERMISSIONS = [
  'TARIFFS_READ',
  'TICKETSALES_SEARCH',
  'TICKETSALES_REGISTER',
  'EVENTS_READ',
  'EVENTS_UPDATE',
  'CHECKINS_READ',
  'CHECKINS_WRITE',
  'ORGANIZERS_SEARCH',
  'PASSES_READ',
  'PASSES_CHIPNUMBERS_READ',
  'PASSHOLDERS_DELETE',
  'PASSHOLDERS_SEARCH',
] as const;

/**
 * Permissions of our own: granted in configuration only, never listed by `GET /permissions`.
 * What each allows is in docs/operations.md. Plugins add theirs by their routes and exports.
 */
export const OWN_PERMISSIONS = [
  'RIGHTS_READ',
  'PLUGINS_READ',
  'ROLES_READ',
  'ROLES_WRITE',
  'ROLES_USE',
  'CARDS_WRITE',
  'PASSHOLDERS_EXPORT',
  'PASSHOLDERS_LOOKS_READ',
  'SOCIALTARIFF_READ',
  'SOCIALTARIFF_WRITE',
  'BILLING_ENTRIES_READ',
  'BILLING_DEPARTMENT_READ',
  'BILLING_FACTS_READ',
] as const;
