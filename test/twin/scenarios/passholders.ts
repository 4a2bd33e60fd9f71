import { organizerId } from '../../../core/municipalities/installation.ts';
import { RED_PIXEL } from '../../fixtures/pictures.ts';
import type { Town } from '../ask.ts';
import { knowsStatus, takesList } from '../exceptions.ts';
import { DISCREET_NUMBER, OLD_NUMBER } from '../persons.ts';

const PASSES = 'GET /api/passes';
const PASS = 'GET /api/passes/{uitpasNumber}';
const CHIP = 'GET /api/chip-numbers/{chipNumber}';
const CARDS = 'GET /api/cards';
const EXPORT = 'GET /api/cards/social-tariff/{cardSystemId}/active';
const STOCK = 'POST /api/cards/stock';
const LIST = 'GET /api/passholders';
const READ = 'GET /api/passholders/{passholderId}';
const CHANGE = 'PUT /api/passholders/{passholderId}';
const REGISTER = 'POST /api/passholders';
const ALIASES = 'POST /api/passholders/{id}/aliases';
const NOTE = '/api/passholders/{passholderId}/private';
const PICTURE = '/api/passholders/{passholderId}/picture';
const MEMBERSHIP = '/api/passholders/{passholderId}/memberships/{cardSystemId}';
const RIGHTS = 'GET /api/passes/{number}/rights';

const LIBRARY = 'lier-library-desk';
const REGISTRATION = 'lier-registration';
const WELFARE = 'lier-welfare';
const TICKETING = 'lier-ticketing';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** Numbers of cards of the printer. */
const FIRST_CARD = '0951724808237';
const SECOND_CARD = '0932871105544';

const person = {
  firstName: 'Noor',
  name: 'Peeters',
  dateOfBirth: '2003-03-14',
  email: 'noor@voorbeeld.be',
  address: { street: 'Grote Markt 1', postalCode: '2500', city: 'Lier' },
};

/** What is said of card systems and prices says nothing of any holder. */
export async function readCardSystems({ ask, hear, twin }: Town): Promise<void> {
  hear('card systems and prices');
  const params = { cardSystemId: '1' };
  const at = { postalCode: '2500' };
  const type = { cardType: 'NFC_CARD' };
  const system = 'GET /api/card-systems/{cardSystemId}';
  await ask(LIBRARY, 'GET /api/card-systems', { status: 200 });
  await ask(LIBRARY, system, { status: 200, params });
  await ask(LIBRARY, `${system}/social-tariff-settings`, { status: 200, params, query: at });
  await ask(LIBRARY, `${system}/city-settings`, { status: 200, params });
  await ask(LIBRARY, `${system}/membership-prices`, { status: 200, params, query: type });
  for (const socialTariff of ['true', 'false']) {
    const query = { ...at, ...type, dateOfBirth: '2003-03-14', socialTariff };
    const prices = 'GET /api/passholders/membership-prices/{cardSystemId}';
    await ask(LIBRARY, prices, { status: 200, params, query });
    const own = 'GET /api/passholders/{passholderId}/membership-prices/{cardSystemId}';
    const holder = { ...params, passholderId: twin.passholderId };
    const asked = { ...type, socialTariff };
    await ask(REGISTRATION, own, { status: 200, params: holder, query: asked });
  }
}

/** A pass is asked for by every number there is. */
export async function readPasses({ ask, hear, twin }: Town): Promise<void> {
  hear('a pass is read');
  const { number, chipNumber } = twin;
  for (const client of [LIBRARY, TICKETING]) {
    for (const identifier of [number, chipNumber, OLD_NUMBER]) {
      await ask(client, PASSES, { status: 200, query: { identifier } });
    }
    await ask(client, PASSES, { status: 404, query: { identifier: DISCREET_NUMBER } });
    await ask(client, PASS, { status: 200, params: { uitpasNumber: number } });
    await ask(client, PASS, { status: 404, params: { uitpasNumber: DISCREET_NUMBER } });
  }
  await ask(WELFARE, PASSES, { status: 200, query: { identifier: number }, unless: knowsStatus });
  await ask(LIBRARY, CHIP, { status: 200, params: { chipNumber } });
  await ask(LIBRARY, CHIP, { status: 404, params: { chipNumber: DISCREET_NUMBER } });
  await ask('mechelen-library-desk', PASSES, { status: 404, query: { identifier: number } });
  await ask('lier-kiosk', PASSES, { status: 403, query: { identifier: number } });
  for (const route of [
    'GET /api/insz-numbers/{inszNumber}',
    'GET /api/passholders/status/insz-numbers/{inszNumber}',
  ]) {
    await ask(REGISTRATION, route, { status: 400, params: { inszNumber: '03031456796' } });
  }

  await ask(LIBRARY, CARDS, { status: 200, query: { uitpasNumber: number } });
  await ask(LIBRARY, CARDS, { status: 200, query: { chipNumber } });
  await ask(LIBRARY, CARDS, { status: 404, query: { uitpasNumber: DISCREET_NUMBER } });
  const params = { cardSystemId: '1' };
  await ask(WELFARE, EXPORT, { status: 200, params, unless: takesList });
  for (const client of [LIBRARY, REGISTRATION, TICKETING]) {
    await ask(client, EXPORT, { status: 403, params });
  }
}

/** A registration desk opens a person, its note and its picture. */
export async function openPerson({ ask, hear, twin }: Town): Promise<void> {
  hear('a person is opened');
  const params = { passholderId: twin.passholderId };
  await ask(REGISTRATION, READ, { status: 200, params });
  await ask(WELFARE, READ, { status: 200, params, unless: knowsStatus });
  await ask(LIBRARY, READ, { status: 403, params });
  await ask(REGISTRATION, READ, { status: 404, params: { passholderId: UNKNOWN } });
  for (const query of [{ name: 'Peeters' }, { uitpasNumber: twin.number }, { name: 'Nie' }]) {
    await ask(REGISTRATION, LIST, { status: 200, query });
  }
  await ask(WELFARE, LIST, { status: 200, query: { name: 'Pe' }, unless: knowsStatus });
  const unfit = {
    uitpasNumber: OLD_NUMBER,
    name: 'Peeters',
    dateOfBirthFrom: '2010-01-01',
  };
  await ask(REGISTRATION, LIST, { status: 200, query: unfit });
  await ask(REGISTRATION, LIST, { status: 400, query: { firstName: 'Noor' } });

  await ask(REGISTRATION, `PUT ${NOTE}`, { status: 204, params, body: { note: 'Belt terug.' } });
  await ask(REGISTRATION, `GET ${NOTE}`, { status: 200, params });
  await ask(LIBRARY, `GET ${NOTE}`, { status: 403, params });
  await ask(REGISTRATION, `GET ${PICTURE}`, { status: 404, params });
  const body = { file: RED_PIXEL.toString('base64') };
  await ask(REGISTRATION, `PUT ${PICTURE}`, { status: 204, params, body });
  const shown = await ask(REGISTRATION, `GET ${PICTURE}`, { status: 200, params });
  const link = shown.at('/pictureUrl').split('/').at(-1) ?? '';
  await ask(null, 'GET /api/pictures/{link}', { status: 200, params: { link } });
  await ask(REGISTRATION, `DELETE ${PICTURE}`, { status: 204, params });
  await ask(null, 'GET /api/pictures/{link}', { status: 404, params: { link } });
  const alias = { number: 'BIB-1988', discreet: false };
  const holder = { id: twin.passholderId };
  await ask(REGISTRATION, ALIASES, { status: 204, params: holder, body: alias });
  await ask(LIBRARY, ALIASES, { status: 403, params: holder, body: alias });
}

/** A holder moves out of the region and back: no desk is told that this matters to some. */
export async function movePerson({ ask, hear, twin, event }: Town): Promise<void> {
  hear('a holder moves');
  const params = { passholderId: twin.passholderId };
  const address = { street: 'Korenlei 1', postalCode: '9000', city: 'Gent' };
  await ask(LIBRARY, CHANGE, { status: 204, params, body: { ...person, address } });
  const query = { eventId: event('reading') };
  await ask(LIBRARY, RIGHTS, { status: 200, params: { number: twin.number }, query });
  await ask(LIBRARY, PASSES, { status: 200, query: { identifier: twin.number } });
  await ask(LIBRARY, CHANGE, { status: 204, params, body: person });
  const until = { ...person, registrationSocialTariffEndDate: '2027-04-30' };
  await ask(LIBRARY, CHANGE, { status: 403, params, body: until });
}

/** Cards come from the printer, and are given out. */
export async function giveOutCards(town: Town): Promise<void> {
  const { ask, hear, twin } = town;
  hear('cards are given out');
  await town.addPrinted([FIRST_CARD, SECOND_CARD]);
  const cards = [FIRST_CARD, SECOND_CARD].map((uitpasNumber) => ({ uitpasNumber }));
  await ask(REGISTRATION, STOCK, { status: 204, body: { cards } });
  await ask(LIBRARY, STOCK, { status: 403, body: { cards } });

  const params = { passholderId: twin.passholderId, cardSystemId: '1' };
  const library = organizerId('lier', 'library');
  for (const [socialTariff, status] of [
    ['false', 200],
    ['true', 403],
  ] as const) {
    const query = { socialTariff, organizerId: library };
    await ask(LIBRARY, `GET ${MEMBERSHIP}`, { status, params, query });
  }
  const card = { cardType: 'NFC_CARD', registrationOrganizer: { id: library } };
  const renewal = { ...card, uitpasNumber: FIRST_CARD };
  const granted = { ...renewal, socialTariff: {} };
  await ask(LIBRARY, `POST ${MEMBERSHIP}`, { status: 403, params, body: granted });
  await ask(LIBRARY, `POST ${MEMBERSHIP}`, { status: 201, params, body: renewal });
  await ask(LIBRARY, `POST ${MEMBERSHIP}`, { status: 400, params, body: renewal });
  await ask(LIBRARY, PASSES, { status: 200, query: { identifier: FIRST_CARD } });

  const newcomer = {
    ...person,
    name: 'Claes',
    registrationCardType: 'NFC_CARD',
    registrationUitpasNumber: SECOND_CARD,
  };
  await ask(LIBRARY, REGISTER, { status: 200, body: newcomer });
  await ask(LIBRARY, REGISTER, { status: 400, body: newcomer });
  const known = { ...newcomer, registrationCardType: 'DIGITAL', inszNumber: '03031456796' };
  await ask(LIBRARY, REGISTER, { status: 400, body: known });
}
