import type { Text } from '../contract/text.ts';
import type { UITPAS_PERMISSIONS } from './permission.ts';

/** What a permission of UiTPAS allows, as its own screens call it. */
export const PERMISSION_LABELS: Readonly<Record<(typeof UITPAS_PERMISSIONS)[number], Text>> = {
  TARIFFS_READ: { nl: 'Tarieven opvragen', en: 'Read tariffs' },
  TICKETSALES_SEARCH: { nl: 'Ticketverkopen zoeken', en: 'Search ticket sales' },
  TICKETSALES_REGISTER: { nl: 'Ticketverkopen registreren', en: 'Register ticket sales' },
  EVENTS_READ: { nl: 'Activiteiten opvragen', en: 'Read events' },
  EVENTS_UPDATE: { nl: 'Activiteiten wijzigen', en: 'Change events' },
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
  PASSHOLDERS_SELF_CHECKIN: { nl: 'Puntengeschiedenis opvragen', en: 'Read points history' },
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
  KIOSKS_READ: { nl: 'Spaarzuilen opvragen', en: 'Read kiosks' },
  KIOSKS_WRITE: { nl: 'Spaarzuilen instellen', en: 'Configure kiosks' },
  ORGANIZERS_REPORTS: { nl: 'Financiële overzichten', en: 'Financial reports' },
  ORDERS_READ: { nl: 'Bestellingen opvragen', en: 'Read orders' },
  ORDERS_CREATE: { nl: 'Bestellingen plaatsen', en: 'Create orders' },
  SOCIALTARIFF_EXPORT: {
    nl: 'Passen met kansentarief opvragen',
    en: 'Export social tariff passes',
  },
};
