import type { Text } from '../contract/text.ts';
import type { UITPAS_PERMISSIONS } from './permission.ts';

/** What a permission of UiTPAS allows, as its own screens call it. */
export const PERMISSION_LABELS: Readonly<Record<(typeof UITPAS_PERMISSIONS)[number], Text>> = {
  TARIFFS_READ: { nl: 'Tarieven opvragen', en: 'Read tariffs' },
  TICKETSALES_SEARCH: { nl: 'Ticketverkopen zoeken', en: 'Search ticket sales' },
  TICKETSALES_REGISTER: { nl: 'Ticketverkopen registreren', en: 'Register ticket sales' },
  EVENTS_READ: { nl: 'Activiteiten opvragen', en: 'Read events' },
  EVENTS_UPDATE: { nl: 'Activiteiten wijzigen', en: 'Change events' },
  EVENTS_UPDATE_ALL: { nl: 'Alle activiteiten wijzigen', en: 'Change all events' },
  EVENTS_QR_CHECKINCODE: { nl: 'Spaarcodes opvragen', en: 'Read check-in codes' },
  EVENT_SETTINGS_READ: {
    nl: 'Instellingen van activiteiten opvragen',
    en: 'Read settings of events',
  },
  EVENT_SETTINGS_READ_ALL: {
    nl: 'Instellingen van alle activiteiten opvragen',
    en: 'Read settings of all events',
  },
  EVENT_SETTINGS_UPDATE: {
    nl: 'Instellingen van activiteiten wijzigen',
    en: 'Change settings of events',
  },
  EVENT_SETTINGS_UPDATE_ALL: {
    nl: 'Instellingen van alle activiteiten wijzigen',
    en: 'Change settings of all events',
  },
  GROUPPASSES_SEARCH: { nl: 'Groepspassen zoeken', en: 'Search group passes' },
  GROUPPASS_COUPONS_READ: {
    nl: 'Coupons van groepspassen opvragen',
    en: 'Read coupons of group passes',
  },
  PASSHOLDER_COUPONS_READ: { nl: 'Coupons opvragen', en: 'Read coupons' },
  CHECKINS_READ: { nl: 'Check-ins opvragen', en: 'Read check-ins' },
  CHECKINS_WRITE: { nl: 'Punten sparen', en: 'Save points' },
  ORGANIZERS_SEARCH: { nl: 'Organisatoren zoeken', en: 'Search organizers' },
  CARDS_READ: { nl: 'Kaarten opvragen', en: 'Read cards' },
  MEMBERSHIP_PRICES_READ: { nl: 'Prijzen van de pas opvragen', en: 'Read membership prices' },
  PASSES_READ: { nl: 'Passen opvragen', en: 'Read passes' },
  PASSES_CHIPNUMBERS_READ: { nl: 'Chipnummers opvragen', en: 'Read chip numbers' },
  PASSHOLDERS_DELETE: { nl: 'Pashouders wissen', en: 'Erase pass holders' },
  PASSES_INSZNUMBERS_READ: {
    nl: 'Passen opvragen op rijksregisternummer',
    en: 'Read passes by national number',
  },
  PASSHOLDERS_SELF_CHECKIN: {
    nl: 'Sparen met een code en puntengeschiedenis opvragen',
    en: 'Save points by a code and read points history',
  },
  REWARDS_PASSHOLDERS_READ: {
    nl: 'Voordelen voor een pashouder opvragen',
    en: 'Read rewards for a pass holder',
  },
  REWARDS_READ: { nl: 'Voordelen opvragen', en: 'Read rewards' },
  REWARDS_REDEEM: { nl: 'Voordelen omruilen', en: 'Redeem rewards' },
  REWARDS_WRITE: { nl: 'Voordelen wijzigen', en: 'Change rewards' },
  PASSHOLDERS_SEARCH: { nl: 'Pashouders zoeken', en: 'Search pass holders' },
  PASSHOLDERS_WRITE: { nl: 'Pashouders registreren', en: 'Register pass holders' },
  PASSHOLDERS_WRITE_SOCIALTARIFF: { nl: 'Kansentarief toekennen', en: 'Grant the social tariff' },
  PASSHOLDERS_WRITE_SOCIALTARIFF_FULL_CARDSYSTEM: {
    nl: 'Kansentarief toekennen in heel de regio',
    en: 'Grant the social tariff in the whole region',
  },
  PASSHOLDERS_WRITE_FOREIGN_COUNTRY: {
    nl: 'Pashouders uit het buitenland registreren',
    en: 'Register pass holders who live abroad',
  },
  PASSHOLDERS_PRIVATE_READ: { nl: 'Notities opvragen', en: 'Read private notes' },
  PASSHOLDERS_PRIVATE_WRITE: { nl: 'Notities wijzigen', en: 'Change private notes' },
  PASSHOLDERS_PICTURE_READ: { nl: "Foto's opvragen", en: 'Read pictures' },
  PASSHOLDERS_PICTURE_WRITE: { nl: "Foto's wijzigen", en: 'Change pictures' },
  SOCIALTARIFF_EXPORT: {
    nl: 'Passen met kansentarief opvragen',
    en: 'Export social tariff passes',
  },
  ORGANIZERS_ADMINS_READ: { nl: 'Beheerders opvragen', en: 'Read admins' },
  ORGANIZERS_ADMINS_WRITE: { nl: 'Beheerders wijzigen', en: 'Change admins' },
  PERMISSIONS_READ: { nl: 'Rechten van systemen opvragen', en: 'Read permissions of clients' },
  PERMISSIONS_WRITE: { nl: 'Rechten van systemen wijzigen', en: 'Change permissions of clients' },
  ASSOCIATIONS: { nl: 'Lidmaatschappen van verenigingen', en: 'Memberships of associations' },
  PASSHOLDERS_UPDATE: { nl: 'School van pashouders wijzigen', en: 'Change schools' },
  PASSHOLDERS_FAMILY_MEMBERS: { nl: 'Gezinsleden beheren', en: 'Manage family members' },
  PASSHOLDERS_SELF_READ: { nl: 'Eigen pas opvragen', en: 'Read the own pass' },
  PASSHOLDERS_SELF_REGISTRATION: { nl: 'Zichzelf registreren', en: 'Register oneself' },
  PASSHOLDERS_REGISTER_UITID: { nl: 'UiTiD koppelen', en: 'Link a UiTiD' },
};
