import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { openApi } from '../../../test/fixtures/open-api.ts';

const AT_ONCE = 64;
const api = await openApi(t);
const foyer = placeId('lier', 'cinema-foyer');
const till = api.as('lier-cinema-till');

/** The youth card that nobody issued, as the till of the cinema sees it. */
async function youngster() {
  const { number } = await api.addHolder({ birthDate: '2008-05-05' });
  const shown = await till.get(`/passes/${number}/rights?placeId=${foyer}`);
  const rights = shown.json<{ rights: { right: string; roleId: string; remaining: number }[] }>();
  const use = rights.rights.find(({ right }) => right === 'jongerenkaart:benefit:use');
  if (use === undefined) throw new Error('a youngster has no benefit at the cinema');
  return { number, ...use };
}

t.test('64 taps at once take what there is for the month, and no more', async (t) => {
  const { number, roleId, remaining } = await youngster();
  t.equal(remaining, 2);

  const taps = await Promise.all(
    Array.from({ length: AT_ONCE }, () =>
      till.post(`/roles/${roleId}/uses`, { card: number, placeId: foyer }),
    ),
  );

  const passed = taps.filter(({ statusCode }) => statusCode === 201);
  t.equal(passed.length, 2);
  t.ok(taps.every(({ statusCode }) => statusCode === 201 || statusCode === 409));
  const fees = await api.core.asOwner(
    `select sum(e.cents)::int as cents, count(*)::int as fees, max(e.kind) as kind,
            max(d.key) as debtor, max(c.key) as creditor
       from core.entry e
       join core.party d on d.id = e.debtor_id
       join core.party c on c.id = e.creditor_id
      where e.plugin = 'jongerenkaart'`,
  );
  t.same(fees, [{ cents: 300, fees: 2, kind: 'fee', debtor: 'youth', creditor: 'cinema' }]);

  api.core.setNow('2026-12-01T10:00:00+01:00');
  const next = await till.post(`/roles/${roleId}/uses`, { card: number, placeId: foyer });
  t.equal(next.statusCode, 201, 'another month');
  t.match(next.json(), { remaining: 1 });
});

t.test('elsewhere there is nothing to use, and who moved out has nothing', async (t) => {
  const { number, roleId } = await youngster();
  const elsewhere = { card: number, placeId: placeId('lier', 'gym') };
  t.equal((await till.post(`/roles/${roleId}/uses`, elsewhere)).statusCode, 409);

  await api.core.asOwner(
    `update core.passholder set residence_id = null
      where id = (select passholder_id from core.card where number = $1)`,
    [number],
  );

  const moved = await till.post(`/roles/${roleId}/uses`, { card: number, placeId: foyer });
  t.equal(moved.statusCode, 404);
  t.match(moved.json(), { type: /role-not-found$/ });
});
