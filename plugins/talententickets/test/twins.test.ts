import t from 'tap';
import { askPrice, ticketAt } from '../../../test/api/api-desk.ts';
import type { ApiHolder } from '../../../test/fixtures/open-api.ts';
import { CLUB, EIGHT, openTalents, useOf, YOUTH } from './open-talents.ts';

/*
 * Two children who are equal in all but the social tariff go to the club and to the desks with
 * their tickets: everything that is seen is equal, the price of the sale excepted. So is what is
 * seen of two who used other amounts elsewhere.
 */

const town = await openTalents(t);
const { addChild, api, giveBudgets, linesOf, pay } = town;
const event = { municipality: 'mechelen', regularPriceCents: 12_000 };
const fee = await api.addEvent('judo-club', event);
const [plain, poor, spender] = [
  await addChild(EIGHT),
  await addChild(EIGHT, { social: { status: 'ACTIVE', endDate: null } }),
  await addChild(EIGHT),
];
await giveBudgets();

/** What differs in every answer: ids, numbers, moments; of a sale its price and who may pay it. */
function masked(body: string, holder: ApiHolder): string {
  return body
    .replaceAll(holder.number, '<number>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replaceAll(/"(?:happenedAt|creationDate)":"[^"]*"/g, '"at"');
}

function withoutPrices(body: string): string {
  return body
    .replaceAll(/"(?:price|priceCents|toPayCents)":[\d.]+/g, '"price"')
    .replaceAll(/"(?:tariffId|id)":"[\w.~-]{40,}"/g, '"tariff"');
}

interface Seen {
  readonly what: string;
  readonly status: number;
  readonly body: string;
}

/** Everything that is done with a child's tickets, and what is seen of it. */
async function story(holder: ApiHolder): Promise<Seen[]> {
  const seen: Seen[] = [];
  const see = (what: string, answer: { statusCode: number; body: string }): void => {
    const body = withoutPrices(masked(answer.body, holder));
    seen.push({ what, status: answer.statusCode, body });
  };
  const { number, passholderId } = holder;
  for (const desk of [CLUB, YOUTH, 'mechelen-library-desk', 'mechelen-sports-desk']) {
    see(`${desk} taps`, await api.as(desk).get(`/passes/${number}/rights`));
    see(`${desk} lists`, await api.as(desk).get(`/passholders/${passholderId}/roles`));
  }
  see('a use', await pay(holder, useOf('first', 500)));
  see('more than is left', await pay(holder, useOf('first', 1501)));
  see('more than is to pay', await pay(holder, useOf('first', 100, 99)));
  see('without what is to pay', await pay(holder, { allowance: 'first', amount: 1 }));
  const [line] = await linesOf(CLUB, number);
  const asked = { number, eventId: fee };
  const ticket = ticketAt(await askPrice(api, CLUB, asked), asked);
  const part = { roleId: line?.roleId, allowance: 'second', cents: 400 };
  const sold = await api.as(CLUB).post('/ticket-sales', [{ ...ticket, allowances: [part] }]);
  see('a sale', sold);
  const [sale] = sold.json<{ id: string }[]>();
  see('a cancellation', await api.as(CLUB).delete(`/ticket-sales/${sale?.id}`));
  for (const list of ['use', 'exports/use?format=json']) {
    see(list, await api.as(YOUTH).get(`/talententickets/${list}`));
  }
  return seen;
}

t.test('a child with the social tariff is like any other', async (t) => {
  const [ofPlain, ofPoor] = [await story(plain), await story(poor)];

  t.ok(ofPlain.length > 12 && ofPlain.some(({ status }) => status === 200));
  t.same(ofPoor, ofPlain);
});

t.test('as many rows are written for both', async (t) => {
  const rowsOf = async (holder: ApiHolder) =>
    api.core.asOwner(
      `select f.kind, count(distinct f.id)::int as facts, count(distinct e.id)::int as entries
         from core.money_fact f left join core.entry e on e.money_fact_id = f.id
        where f.passholder_id = $1 group by f.kind order by f.kind`,
      [holder.passholderId],
    );

  t.same(await rowsOf(poor), await rowsOf(plain));
});

t.test('the club sees nothing of what a child used elsewhere', async (t) => {
  const camps = await api.as(CLUB).get(`/passes/${plain.number}/rights`);
  t.equal((await pay(spender, useOf('third', 999))).statusCode, 201);
  const after = await api.as(CLUB).get(`/passes/${spender.number}/rights`);

  const linesIn = (body: string, holder: ApiHolder) =>
    JSON.parse(masked(body, holder)) as { rights: object[] };
  t.same(linesIn(after.body, spender).rights, linesIn(camps.body, plain).rights);
});
