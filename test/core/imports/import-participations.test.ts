import t from 'tap';
import { summariseImport } from '../../../core/imports/summarise-import.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { publishConfiguration } from '../../../core/municipalities/publish-configuration.ts';
import { addAlias } from '../../../core/passes/add-alias.ts';
import { setSocialStatus } from '../../../core/tariffs/set-social-status.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { openParticipations, organizers } from './participation-town.ts';

const { core, take, takeRows, forget, countRows, brokenLaws } = await openParticipations(t);

/** Who bears what of each sale, in the order of the list: the holder, then others by their key. */
async function sharesOfSales(): Promise<string[]> {
  const rows = await core.asOwner<{ shares: string }>(`
    select string_agg(coalesce(p.key, 'holder') || ' ' || s.cents, ', '
             order by p.key is not null, p.key) as shares
      from core.money_fact f
      join core.share s on s.money_fact_id = f.id left join core.party p on p.id = s.party_id
     group by f.id, f.happened_at, f.passholder_id
     order by f.happened_at, f.passholder_id, f.id`);
  return rows.map(({ shares }) => shares);
}

t.test('every row of a known pass is a check-in, and a sale when it was paid', async (t) => {
  await forget();

  const report = await take();

  t.match(report, {
    rows: 16,
    good: 11,
    outcomes: { new: 11, unchanged: 0, wrong: 5 },
    reasons: { unknown_pass: 1, bad_moment: 2, bad_value: 1, unknown_organizer: 1 },
    created: {
      organizers: ['Chiro Sint-Jan'],
      activities: [
        'museum (uit)',
        'voorleesuur (bibliotheek)',
        'jeugdhuis (jeugd)',
        'toneel (cultuurcentrum)',
        'kamp (Chiro Sint-Jan)',
      ],
    },
    participations: { checkIns: 11, sales: 10, socialSales: 6 },
  });
  t.match(await countRows(), { check_in: 11, points_posting: 11, money_fact: 10, event: 5 });
  t.same(await brokenLaws(), []);
});

t.test(
  'the status of the list counts from before the first row, the grace period too',
  async (t) => {
    await forget();
    await take();

    const full = 'holder 1003, lier 0, uit 0';
    const social = 'holder 200, lier 402, uit 401';
    const ofNijlen = 'holder 200, nijlen 402, uit 401';
    t.same(
      (await sharesOfSales()).toSorted(),
      [
        full,
        full,
        social,
        social,
        social,
        social,
        ofNijlen,
        'holder 1, lier 0, youth 0',
        'holder 1800, cultural-centre 0, lier 0',
        'holder 157, chiro-sint-jan 316, lier 316',
      ].toSorted(),
    );
  },
);

t.test('a status that the welfare service gave later holds from its own day on', async (t) => {
  await forget();
  const [koen] = await core.asOwner<{ id: string }>(
    "select passholder_id as id from core.card where number = '0913968301436'",
  );
  const decided = { passholderId: koen?.id ?? '', status: 'ACTIVE', command: null } as const;
  await setSocialStatus(core, testCaller(core, 'welfare'), {
    ...decided,
    effectiveFrom: '2026-03-01',
  });

  await takeRows(
    '2026-02-28T10:00;0913968301436;museum;uit;1000',
    '2026-03-01T10:00;0913968301436;museum;uit;1000',
  );

  t.same(await sharesOfSales(), ['holder 1000, lier 0, uit 0', 'holder 200, lier 400, uit 400']);
});

t.test('the same list a second time changes nothing', async (t) => {
  await forget();
  await take();
  const before = await countRows();

  const again = await take();

  t.match(again.outcomes, { new: 0, changed: 0, unchanged: 11, wrong: 5 });
  t.same(again.created, { organizers: [], activities: [] });
  t.same(await countRows(), before);
});

t.test('a longer list adds what is new in it', async (t) => {
  await forget();
  const row = '2026-03-01T10:00;0913968301436;museum;uit;1000';
  await takeRows(row);

  const longer = await takeRows(row, row, row.replace('10:00', '11:00'));

  t.match(longer.outcomes, { new: 2, unchanged: 1 });
  t.match(await countRows(), { check_in: 3, event: 1 });
});

t.test('a trial says the same and writes nothing', async (t) => {
  await forget();
  const before = await countRows();

  const trial = await take({ dryRun: true, confirm: async () => t.fail('a trial asks nothing') });

  t.same(await countRows(), before);
  const { outcomes, participations, created, reasons } = await take();
  t.same(trial.outcomes, outcomes);
  t.same(trial.participations, participations);
  t.same(trial.created, created);
  t.same(trial.reasons, reasons);
  const told = summariseImport(trial).join('\n');
  t.match(told, 'new: 11 participations, of which 10 were paid');
  t.match(told, /€\u00a0[\d.]+,\d\d in all: holders €/);
  t.match(told, /still to be made: Chiro Sint-Jan/);
});

t.test('nothing is taken over while nobody confirmed what the list brings', async (t) => {
  await forget();
  const before = await countRows();
  const asked: unknown[] = [];

  const refused = await take({
    confirm: async (names) => {
      asked.push(names);
      return false;
    },
  });

  t.match(asked, [{ organizers: ['Chiro Sint-Jan'] }]);
  t.match(refused, {
    outcomes: { new: 0 },
    refused: [
      { code: 'unknown-organizers', nl: /Chiro Sint-Jan/ },
      { code: 'unknown-activities', nl: /museum \(uit\)/ },
      { code: 'not-confirmed' },
    ],
  });
  t.same(await countRows(), before);
  const [heading, ...reasons] = summariseImport(refused);
  t.equal(heading, 'This list was read, and waits for a yes:');
  t.match(reasons.at(-1), /--yes/);
  await take();
  const again = await take({ confirm: async () => t.fail('there is nothing left to ask') });
  t.equal(again.outcomes.unchanged, 11);
});

t.test('an organizer that a list made is the one that the file names later', async (t) => {
  await forget();
  await take();

  const made = await core.asOwner(`
    select o.key, o.kind, o.name, p.kind as party from core.organizer o
      join core.party p on p.id = o.party_id where o.key = 'chiro-sint-jan'`);
  t.same(made, [
    { key: 'chiro-sint-jan', kind: 'association', name: 'Chiro Sint-Jan', party: 'external' },
  ]);
  const named = { ...organizers, 'chiro-sint-jan': { ...organizers['club'], name: 'Chiro' } };
  const town = activeMunicipality(
    townConfig('lier', 1, { organizers: named as typeof organizers }),
  );
  await publishConfiguration(core.orm, new Installation([town]), core.now());

  const [{ name } = { name: '' }] = await core.asOwner<{ name: string }>(
    "select name from core.organizer where key = 'chiro-sint-jan'",
  );
  t.equal(name, 'Chiro', 'there is one, with the name of the file');
});

t.test('a name that could be another party is not made into an organizer', async (t) => {
  await forget();
  const row = (organizer: string) => `2026-03-01T10:00;0913968301436;feest;${organizer};0`;

  const names = ['Lier', 'Nijlen', 'City', 'Fund', 'Holder', 'Residence', '???'];
  const report = await takeRows(...names.map(row));

  t.same(report.reasons, { unknown_organizer: names.length });
  t.match(report.wrong[0]?.cells[0], { key: 'organizer', nl: /importNames/ });
  t.match(await countRows(), { check_in: 0, event: 0 });
});

t.test(
  'a pass may be found by its chip, by an old number that is no secret, or not at all',
  async (t) => {
    await forget();
    const [koen] = await core.asOwner<{ id: string }>(
      "select passholder_id as id from core.card where number = '0913968301436'",
    );
    const passholderId = koen?.id ?? '';
    const uit = testCaller(core, 'uit');
    await addAlias(core, uit, { passholderId, number: 'OUD-1', isDiscreet: false });
    await addAlias(core, uit, { passholderId, number: 'GOMOR-1', isDiscreet: true });

    const report = await takeRows(
      '2026-03-01T10:00;047FB9243417E3;museum;uit;0',
      '2026-03-01T10:00;OUD-1;museum;uit;0',
      '2026-03-01T10:00;GOMOR-1;museum;uit;0',
      '2026-03-01T10:00;1234567890123;museum;uit;0',
    );

    t.same(report.reasons, { unknown_pass: 2 });
    t.same(await core.asOwner('select distinct card_number from core.check_in'), [
      { card_number: '0913968301436' },
    ]);
  },
);

t.test('points and money are those of the one who holds the pass', async (t) => {
  await forget();
  await take();

  const balances = await core.asOwner(`
    select c.number, a.balance from core.points_account a
      join core.card c on c.passholder_id = a.passholder_id where a.balance > 0 order by c.number`);
  t.same(balances, [
    { number: '0913968301436', balance: 1 },
    { number: '0914603487671', balance: 4 },
    { number: '0916001080149', balance: 1 },
    { number: '0924273262999', balance: 1 },
    { number: '0945300917909', balance: 1 },
    { number: '0950734340561', balance: 1 },
    { number: '0957781037099', balance: 2 },
  ]);
  const [blocked] = await core.asOwner(
    "select status from core.card where number = '0916001080149'",
  );
  t.match(blocked, { status: 'BLOCKED' }, 'also when it was blocked since');
});

t.test('verify names the first wrong row of what was taken over', async (t) => {
  await forget();
  await take();
  const [first] = await core.asOwner<{ id: string }>(
    "select id from core.money_fact where source = 'social' order by id limit 1",
  );
  await core.asOwner('update core.share set cents = cents + 1 where party_id is null');

  const broken = await brokenLaws();

  const law = broken.find((one) => one.law === 'the shares of a fact make its price');
  t.equal(law?.wrong, 10);
  const [lowest] = await core.asOwner<{ id: string }>(
    'select id from core.money_fact order by id::text limit 1',
  );
  t.equal(law?.first, `fact ${lowest?.id}`);
  t.ok(first);
});
