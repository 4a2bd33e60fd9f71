/** What every tariff is called, whoever it is for: of a price no reason is told. */
export const NEUTRAL_TARIFF = { name: 'Tarief met pas', type: 'COUPON' } as const;

/** As many tickets as one request sells. */
export const MAX_TICKETS = 100;

/** What the social tariff is called, to the few who may know of it. */
export const SOCIAL_TARIFF = { name: 'Kansentarief', type: 'SOCIALTARIFF' } as const;
