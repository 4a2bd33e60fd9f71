import t from 'tap';
import type { ImportReport } from '../../../core/imports/import-report.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { figuresOfTown, openLists, withoutLists } from './lists-of-lier.ts';

/** What the list of the town calls the organizers that configuration names otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  museums: 'musea',
  'cultural-centre': 'cultuurcentrum',
  youth: 'jeugd',
  welfare: 'welzijn',
};

t.setTimeout(240_000);

interface Expected {
  readonly [figure: string]: unknown;
  readonly by_organizer: Readonly<Record<string, { sales: number; city: number }>>;
}

t.test('the year 2026 of Lier', { skip: withoutLists }, async (t) => {
  const { core, take } = await openLists(t);
  const expected = figuresOfTown('deelnames-2026.csv') as Expected;

  await t.test('comes to the figures of the town, to the cent', async (t) => {
    const startedAt = performance.now();
    const report = await take('participations', 'deelnames-2026.csv');
    const durationMs = performance.now() - startedAt;

    t.comment(`${report.rows} rows in ${Math.round(durationMs)} ms`);
    t.same(figuresOf(report), expected);
    t.equal(report.created?.organizers.length, 0, 'the town has all organizers of its list');
    t.equal(report.created?.activities.length, 8);
  });

  await t.test('is in the books as the list has it', async (t) => {
    const [stored] = await core.asOwner(`
      select (select count(*)::int from core.check_in) as check_ins,
             count(*)::int as sales,
             count(*) filter (where f.source = 'social')::int as social_sales,
             sum(f.price_cents)::int as price,
             sum(s.price_cents)::int as holder
        from core.money_fact f join core.ticket_sale s on s.id = f.id`);
    const { check_ins, sales, social_sales, price, holder } = expected;
    t.same(stored, { check_ins, sales, social_sales, price, holder });
    const [funded] = await core.asOwner(`
      select sum(cents)::int as city from core.entry
       where kind = 'funding' and debtor_id in (select id from core.party where key = 'lier')`);
    t.same(funded, { city: expected['city'] });
    const points = await core.asOwner('select sum(balance)::int as sum from core.points_account');
    t.same(points, [{ sum: check_ins }]);
  });

  await t.test('leaves every law whole', async (t) => {
    const broken = (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0);

    t.same(broken, []);
  });

  await t.test('is taken over once', async (t) => {
    const again = await take('participations', 'deelnames-2026.csv');

    t.match(again, {
      rows: expected['rows'],
      outcomes: { new: 0, unchanged: expected['check_ins'], wrong: expected['unknown_pass'] },
      participations: { checkIns: 0, sales: 0 },
      created: { organizers: [], activities: [] },
    });
    const [stored] = await core.asOwner<{ count: number }>(
      'select count(*)::int from core.check_in',
    );
    t.equal(stored?.count, expected['check_ins']);
  });
});

function figuresOf({ rows, reasons, participations }: ImportReport): unknown {
  if (!participations) return null;
  const { checkIns, sales, socialSales, priceCents } = participations;
  const { holderCents, residenceCents, organizerCents, byOrganizer } = participations;
  const paid = [...byOrganizer].filter(([, sums]) => sums.sales > 0);
  return {
    rows,
    unknown_pass: reasons['unknown_pass'],
    check_ins: checkIns,
    sales,
    social_sales: socialSales,
    price: priceCents,
    holder: holderCents,
    city: residenceCents,
    organizer: organizerCents,
    by_organizer: Object.fromEntries(
      paid.map(([key, sums]) => {
        return [CALLED[key] ?? key, { sales: sums.sales, city: sums.residenceCents }];
      }),
    ),
  };
}
