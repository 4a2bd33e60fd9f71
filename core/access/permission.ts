/** Permissions of the UiTPAS API 4.0, by their published names (reference of 2026). */
export const UITPAS_PERMISSIONS = [
  'TARIFFS_READ',
  'TICKETSALES_SEARCH',
  'TICKETSALES_REGISTER',
  'EVENTS_READ',
  'EVENTS_UPDATE',
  'EVENTS_UPDATE_ALL',
  'EVENTS_QR_CHECKINCODE',
  'EVENT_SETTINGS_READ',
  'EVENT_SETTINGS_READ_ALL',
  'EVENT_SETTINGS_UPDATE',
  'EVENT_SETTINGS_UPDATE_ALL',
  'CHECKINS_READ',
  'CHECKINS_WRITE',
  'ORGANIZERS_SEARCH',
  'CARDS_READ',
  'GROUPPASSES_SEARCH',
  'GROUPPASS_COUPONS_READ',
  'MEMBERSHIP_PRICES_READ',
  'PASSES_READ',
  'PASSES_CHIPNUMBERS_READ',
  'PASSHOLDER_COUPONS_READ',
  'PASSHOLDERS_DELETE',
  'PASSES_INSZNUMBERS_READ',
  'PASSHOLDERS_SEARCH',
  'PASSHOLDERS_SELF_CHECKIN',
  'PASSHOLDERS_WRITE',
  'PASSHOLDERS_WRITE_SOCIALTARIFF',
  'PASSHOLDERS_WRITE_SOCIALTARIFF_FULL_CARDSYSTEM',
  'PASSHOLDERS_WRITE_FOREIGN_COUNTRY',
  'PASSHOLDERS_PRIVATE_READ',
  'PASSHOLDERS_PRIVATE_WRITE',
  'PASSHOLDERS_PICTURE_READ',
  'PASSHOLDERS_PICTURE_WRITE',
  'REWARDS_PASSHOLDERS_READ',
  'REWARDS_READ',
  'REWARDS_REDEEM',
  'REWARDS_WRITE',
  'SOCIALTARIFF_EXPORT',
  'ORGANIZERS_ADMINS_READ',
  'ORGANIZERS_ADMINS_WRITE',
  'PERMISSIONS_READ',
  'PERMISSIONS_WRITE',
  'ASSOCIATIONS',
  'PASSHOLDERS_UPDATE',
  'PASSHOLDERS_FAMILY_MEMBERS',
  'PASSHOLDERS_SELF_READ',
  'PASSHOLDERS_SELF_REGISTRATION',
  'PASSHOLDERS_REGISTER_UITID',
  'KIOSKS_READ',
  'KIOSKS_WRITE',
  'ORGANIZERS_REPORTS',
  'ORDERS_READ',
  'ORDERS_CREATE',
] as const;

/**
 * What being an admin of an organizer gives beside what the client may that one signs in by: any
 * admin the first, one of type ADMIN both.
 */
export const ADMIN_PERMISSIONS = ['ORGANIZERS_ADMINS_READ', 'ORGANIZERS_ADMINS_WRITE'] as const;

/**
 * Permissions of our own: granted in configuration only, never listed by `GET /permissions`.
 * What each allows is in docs/operations.md. Plugins add theirs by their routes and exports.
 */
export const OWN_PERMISSIONS = [
  'CHECKINS_SAVE',
  'RIGHTS_READ',
  'PLUGINS_READ',
  'ROLES_READ',
  'ROLES_WRITE',
  'ROLES_USE',
  'CARDS_STOCK_WRITE',
  'CARDS_WRITE',
  'PASSHOLDERS_EXPORT',
  'PASSHOLDERS_LOOKS_READ',
  'PASSHOLDERS_FIND',
  'SOCIALTARIFF_READ',
  'SOCIALTARIFF_WRITE',
  'BILLING_ENTRIES_READ',
  'BILLING_DEPARTMENT_READ',
  'BILLING_FACTS_READ',
  'COUPONS_WRITE',
  'GROUPPASSES_WRITE',
  'INTERESTS_WRITE',
  'POINTS_READ',
  'REWARDS_FUNDING',
] as const;

/**
 * What a permission contains. UiTPAS has one for saving points and taking them back; a kiosk, where
 * nobody looks on, is given the first half only. What holds for the events of all organizers holds
 * for the own ones.
 */
const CONTAINED: Readonly<Record<string, readonly string[]>> = {
  CHECKINS_WRITE: ['CHECKINS_SAVE'],
  EVENTS_UPDATE_ALL: ['EVENTS_UPDATE'],
  EVENT_SETTINGS_READ_ALL: ['EVENT_SETTINGS_READ'],
  EVENT_SETTINGS_UPDATE_ALL: ['EVENT_SETTINGS_UPDATE'],
};

/** The permissions given, and those that they contain. */
export function withContained(permissions: readonly string[]): ReadonlySet<string> {
  return new Set(permissions.flatMap((one) => [one, ...(CONTAINED[one] ?? [])]));
}

/** A permission, and those that contain it. */
export function grantedBy(permission: string): string[] {
  const wider = Object.keys(CONTAINED).filter((one) => CONTAINED[one]?.includes(permission));
  return [permission, ...wider];
}
