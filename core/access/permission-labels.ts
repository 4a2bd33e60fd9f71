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
  PASSES_READ: { nl: 'Passen opvragen', en: 'Read passes' },
  PASSES_CHIPNUMBERS_READ: { nl: 'Chipnummers opvragen', en: 'Read chip numbers' },
  PASSHOLDERS_DELETE: { nl: 'Pashouders wissen', en: 'Erase pass holders' },
  PASSHOLDERS_SELF_CHECKIN: { nl: 'Puntengeschiedenis opvragen', en: 'Read points history' },
  REWARDS_PASSHOLDERS_READ: {
    nl: 'Voordelen voor een pashouder opvragen',
    en: 'Read rewards for a pass holder',
  },
  REWARDS_READ: { nl: 'Voordelen opvragen', en: 'Read rewards' },
  REWARDS_REDEEM: { nl: 'Voordelen omruilen', en: 'Redeem rewards' },
  REWARDS_WRITE: { nl: 'Voordelen wijzigen', en: 'Change rewards' },
  PASSHOLDERS_SEARCH: { nl: 'Pashouders zoeken', en: 'Search pass holders' },
};
