import type { ImportColumn } from '../contract/plugin.ts';

/** The columns of the list of pass holders that a town takes over from its old system. */
export const HOLDER_COLUMNS = [
  { key: 'passNumber', titles: ['pasnummer', 'kaartnummer'], required: true },
  { key: 'chipNumber', titles: ['chipnummer', 'chip', 'uid'], required: false },
  { key: 'lastName', titles: ['achternaam', 'familienaam', 'naam'], required: true },
  { key: 'firstName', titles: ['voornaam'], required: true },
  { key: 'birthDate', titles: ['geboortedatum', 'geboren', 'geb.datum'], required: true },
  {
    key: 'nationalNumber',
    titles: ['rijksregisternummer', 'rijksregisternr', 'INSZ', 'nationaal nummer'],
    required: true,
  },
  { key: 'street', titles: ['straat'], required: false },
  { key: 'houseNumber', titles: ['nummer', 'huisnummer'], required: false },
  { key: 'postalCode', titles: ['postcode'], required: true },
  { key: 'city', titles: ['gemeente', 'woonplaats'], required: true },
  { key: 'email', titles: ['e-mail', 'e-mailadres'], required: false },
  { key: 'phone', titles: ['gsm', 'telefoon', 'gsm-nummer'], required: false },
  { key: 'socialTariff', titles: ['kansentarief'], required: true },
  {
    key: 'socialTariffUntil',
    titles: ['kansentarief tot', 'kansentarief geldig tot'],
    required: true,
  },
  { key: 'status', titles: ['status'], required: true },
] as const satisfies readonly ImportColumn[];

/** The keys of {@link HOLDER_COLUMNS}. */
export type HolderKey = (typeof HOLDER_COLUMNS)[number]['key'];
