import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import type { NewEvent } from '../../core/events/create-event.ts';
import { sellTicket } from '../api/api-desk.ts';
import { newPerson, stockCard } from '../api/cases/passes.ts';
import { openApi, type TestApi } from '../fixtures/open-api.ts';

/** Somebody with a card, as the desks of a story know this person. */
export interface Member {
  readonly id: string;
  readonly name: string;
  /** The card that is in the wallet now. */
  number: string;
}

/** A desk of the town, in the words of who works there. */
export interface Desk {
  readonly client: string;
  registers(person: { name: string; born: string }): Promise<Member & { paidEuro: number }>;
  shows(member: Member, at?: { eventId?: string }): Promise<ShownCard>;
  sells(member: Member, eventId: string): Promise<{ id: string; paidEuro: number }>;
  cancels(sale: { id: string }): Promise<void>;
  checksIn(member: Member, eventId: string): Promise<{ points: number }>;
  /** The reason in words when it is refused. */
  isRefusedCheckIn(member: Member, eventId: string): Promise<string>;
  givesRole(
    member: Member,
    plugin: string,
    role: string,
  ): Promise<{ id: string; paidCents: number }>;
  uses(role: { id: string }, member: Member, placeId: string): Promise<{ remaining: number }>;
  replaces(member: Member): Promise<void>;
  grants(member: Member, social: { endDate: string }): Promise<void>;
  offers(reward: object): Promise<string>;
  redeems(member: Member, rewardId: string): Promise<{ id: string }>;
  takesBack(redeemed: { id: string }): Promise<void>;
  /** Asks anything else; a refusal is an error. */
  get(path: string): Promise<LightMyRequestResponse>;
}

/** What a desk sees of a card. */
export interface ShownCard {
  readonly whole: string;
  readonly points: number;
  readonly priceEuro: number | null;
  /** The titles of what it lets do now. */
  readonly grants: readonly string[];
}

/** The town of Lier, for a story that goes through a year. */
export interface TownYear {
  readonly api: TestApi;
  on(moment: string): void;
  at(client: string): Desk;
  hasEvent(organizer: string, event: Partial<NewEvent>): Promise<string>;
}

/** Opens Lier on a day, with its shipped configuration. */
export async function openTownYear(
  t: Parameters<typeof openApi>[0],
  moment: string,
): Promise<TownYear> {
  const api = await openApi(t, { moment });
  return {
    api,
    on: (next) => api.core.setNow(next),
    at: (client) => deskOf(api, client),
    hasEvent: (organizer, event) => api.addEvent(organizer, event),
  };
}

function deskOf(api: TestApi, client: string): Desk {
  const calls = api.as(client);
  const post = async (path: string, body?: unknown): Promise<LightMyRequestResponse> =>
    granted(await calls.post(path, body));
  return {
    client,
    async registers({ name, born }) {
      const { number } = await stockCard(api);
      const card = { registrationCardType: 'NFC_CARD', registrationUitpasNumber: number };
      const asked = { ...newPerson, ...card, firstName: name, dateOfBirth: born };
      const query = `cardType=NFC_CARD&dateOfBirth=${born}&postalCode=2500`;
      const price = granted(await calls.get(`/passholders/membership-prices/1?${query}`));
      const { id } = (await post('/passholders?means=cash', asked)).json<{ id: string }>();
      return { id, name, number, paidEuro: price.json<{ price: number }>().price };
    },
    async shows({ number }, { eventId } = {}) {
      const path = `/passes/${number}/rights`;
      const asked = eventId === undefined ? path : `${path}?eventId=${eventId}`;
      const answer = granted(await calls.get(asked));
      const { points, rights, price } = answer.json<{
        points: number;
        rights: { permit: boolean; title: { nl: string } }[];
        price?: { priceCents: number };
      }>();
      return {
        whole: answer.body,
        points,
        priceEuro: price ? price.priceCents / 100 : null,
        grants: rights.flatMap(({ permit, title }) => (permit ? [title.nl] : [])),
      };
    },
    sells: ({ number }, eventId) => sellTicket(api, client, { number, eventId }),
    async cancels({ id }) {
      granted(await calls.delete(`/ticket-sales/${id}`));
    },
    async checksIn({ number }, eventId) {
      return (await post('/checkins', { uitpasNumber: number, eventId })).json();
    },
    async isRefusedCheckIn({ number }, eventId) {
      const answer = await calls.post('/checkins', { uitpasNumber: number, eventId });
      assert(answer.statusCode >= 400, answer.body);
      return answer.json<{ endUserMessage: { nl: string } }>().endUserMessage.nl;
    },
    async givesRole({ id }, plugin, role) {
      const order = { plugin, role, payment: { means: 'card' } };
      return (await post(`/passholders/${id}/roles`, order)).json();
    },
    async uses(role, { number }, place) {
      return (await post(`/roles/${role.id}/uses`, { card: number, placeId: place })).json();
    },
    async replaces(member) {
      await post(`/cards/${member.number}/block`);
      const { number } = await stockCard(api);
      await post(`/cards/${member.number}/replace`, { newNumber: number });
      member.number = number;
    },
    async grants({ id }, { endDate }) {
      granted(await calls.put(`/passholders/${id}/social-tariff`, { status: 'ACTIVE', endDate }));
    },
    async offers(reward) {
      return (await post('/rewards', reward)).json<{ id: string }>().id;
    },
    async redeems({ number }, rewardId) {
      return (await post('/rewards/redeemed', { rewardId, uitpasNumber: number })).json();
    },
    async takesBack({ id }) {
      granted(await calls.delete(`/rewards/redeemed/${id}`));
    },
    get: async (path) => granted(await calls.get(path)),
  };
}

/** An answer that is no refusal. */
function granted(answer: LightMyRequestResponse): LightMyRequestResponse {
  assert(answer.statusCode < 300, `${answer.statusCode} ${answer.body}`);
  return answer;
}
