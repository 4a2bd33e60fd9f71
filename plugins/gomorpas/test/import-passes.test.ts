import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { runImport } from '../../../core/imports/run-import.ts';
import { knownJobs } from '../../../core/jobs/known-jobs.ts';
import { registerPassholder } from '../../../core/passes/register-passholder.ts';
import { testCaller } from '../../../test/fixtures/test-caller.ts';
import { newPassNumber } from '../../../test/fixtures/open-api.ts';
import { openBenefits, WELFARE } from './open-benefits.ts';

/*
 * The list of old passes, taken over as the town hands it in: in Latin-1, with `;`.
 */

const HEADER = 'gomorpasnummer;naam;geb.datum;INSZ;grond;geldig tot;voordelen';
const { api, rightsOf } = await openBenefits(t);
const { core } = api;

async function register(nationalNumber: string, birthDate: string) {
  const number = newPassNumber();
  const { passholderId } = await registerPassholder(core, testCaller(core, 'uit'), {
    card: { number, chipNumber: `04${number.slice(1)}` },
    person: {
      firstName: 'Chloé',
      lastName: 'Peeters',
      nationalNumber,
      birthDate,
      email: null,
      phone: null,
      street: 'Grote Markt',
      houseNumber: '1',
      postalCode: '2500',
      city: 'Lier',
    },
    household: null,
    payment: null,
    command: { key: randomUUID(), hash: 'registration' },
  });
  return { number, passholderId };
}

const chloe = await register('85073003328', '1985-07-30');
const noor = await register('00012556777', '2000-01-25');

async function take(lines: readonly string[], dryRun = false) {
  const file = path.join(t.testdir({}), 'gomorpas.csv');
  writeFileSync(file, Buffer.from([HEADER, ...lines].join('\r\n'), 'latin1'));
  return runImport(core, {
    kind: 'gomorpas',
    source: { file },
    municipality: 'lier',
    dryRun,
    confirm: async () => true,
  });
}

const list = [
  'GP100001;Peeters, Chloé;30/07/1985;85073003328;leefloon;31/12/2026;sociaal restaurant|bus',
  'GP100002;Peeters, Noor;25/01/2000;00.01.25-567.77;Budgetbegeleiding;31/12/2026;KAPPER',
  'GP100003;Iemand, Anders;20/09/1985;85092090057;leefloon;31/12/2026;bus',
  'GP100004;Fout, Rij;01/01/1990;123;andere grond;31/02/2026;casino',
  'GP100001;Peeters, Dubbel;30/07/1985;78101390030;leefloon;31/12/2026;bus',
  ';Peeters, Noor;25/01/2000;00012556777;leefloon;31/12/2026;',
];

t.test('a trial tells what a run does, and changes nothing', async (t) => {
  const before = await api.countRows();
  const report = await take(list, true);

  t.match(report.outcomes, { new: 2, review: 1, wrong: 3 });
  t.same(await api.countRows(), before);
});

t.test('a wrong row comes back with its row, its cells and why', async (t) => {
  const { wrong, review } = await take(list, true);

  t.match(
    wrong.map(({ row, cells }) => [row, cells.map(({ column, code }) => [column, code])]),
    [
      [
        5,
        [
          ['INSZ', 'not-a-national-number'],
          ['grond', 'unknown-ground'],
          ['geldig tot', 'impossible-day'],
          ['voordelen', 'unknown-benefit'],
        ],
      ],
      [6, [['gomorpasnummer', 'repeated-row']]],
      [
        7,
        [
          ['gomorpasnummer', 'empty'],
          ['voordelen', 'no-benefit'],
        ],
      ],
    ],
  );
  t.match(review, [{ row: 4, kind: 'no-holder' }]);
});

t.test('the good rows are taken over, and the same list again changes nothing', async (t) => {
  t.match((await take(list)).outcomes, { new: 2, review: 1, wrong: 3 });
  const before = await api.countRows();

  t.match((await take(list)).outcomes, { unchanged: 2, review: 1, wrong: 3 });
  t.same(await api.countRows(), before);
  const titles = (await rightsOf(WELFARE, chloe.number)).map(({ title }) => title.nl);
  t.same(titles.toSorted(), ['Busabonnement', 'Maaltijd in het sociaal restaurant']);
  const grant = await api.as(WELFARE).get(`/gomorpas/passholders/${noor.passholderId}`);
  t.match(grant.json(), {
    ground: 'budgetbegeleiding',
    oldNumber: 'GP100002',
    validUntil: '2026-12-31',
    benefits: [{ benefit: 'hairdresser', validFrom: '2026-11-20', validUntil: '2026-12-31' }],
  });
});

t.test('an old number finds its holder at registration and welfare, nowhere else', async (t) => {
  const ask = async (client: string, number: string) =>
    api.as(client).get(`/passes/${number}/rights`);
  for (const client of [WELFARE, 'lier-registration']) {
    t.equal((await ask(client, 'GP100001')).statusCode, 200, client);
  }
  for (const client of ['lier-library-desk', 'lier-restaurant-till', 'lier-hr', 'lier-ticketing']) {
    const answers = [await ask(client, 'GP100001'), await ask(client, 'GP999999')];
    const [known, unknown] = answers.map(({ body, statusCode }) => {
      return [statusCode, body.replaceAll(/GP\d+/g, 'GP')];
    });
    t.same(known, unknown, `${client} cannot tell it from one of nobody`);
    t.equal(known?.[0], 404);
  }
});

t.test('a number of somebody else is sent back, and the rest goes through', async (t) => {
  const report = await take([
    'GP100001;Peeters, Noor;25/01/2000;00012556777;leefloon;31/12/2026;kapper',
    `${noor.number};Peeters, Chloé;30/07/1985;85073003328;leefloon;31/12/2026;bus`,
  ]);

  t.match(report.outcomes, { wrong: 2 });
  t.match(
    report.wrong.map(({ kind }) => kind),
    ['old-number-taken', 'old-number-taken'],
  );
});

t.test('what changed is changed, and what is over ends', async (t) => {
  const changed = [
    'GP100001;Peeters, Chloé;30/07/1985;85073003328;leefloon;30/06/2027;bus|kapper',
    'GP100002;Peeters, Noor;25/01/2000;00012556777;leefloon;19/11/2026;kapper',
  ];
  t.match((await take(changed)).outcomes, { changed: 1, ended: 1 });

  const titles = (await rightsOf(WELFARE, chloe.number)).filter(({ permit }) => permit);
  t.same(titles.map(({ title }) => title.nl).toSorted(), ['Busabonnement', 'Kapper']);
  t.same(
    (await rightsOf(WELFARE, noor.number)).filter(({ permit }) => permit),
    [],
  );
  t.match((await take(changed)).outcomes, { unchanged: 2 });
});

t.test('the list that is taken out has who has benefits now, each looked at', async (t) => {
  const before = await api.countRows();
  const answer = await api.as(WELFARE).get('/gomorpas/exports/grants?format=json');

  t.same(answer.json<{ rows: unknown[] }>().rows.slice(1), [
    [
      'GP100001',
      'Peeters',
      'Chloé',
      '1985-07-30',
      'leefloon',
      '2027-06-30',
      'Busabonnement|Kapper',
    ],
  ]);
  const after = await api.countRows();
  t.equal((after['core.look'] ?? 0) - (before['core.look'] ?? 0), 1);
});

t.test('a ground is forgotten some time after the end', async (t) => {
  const forget = knownJobs(core).find(({ name }) => name === 'gomorpas.forget-grounds');
  const kept = async () => (await api.countRows())['gomorpas.decision'];
  core.setNow('2027-02-17T10:00:00+01:00');
  await forget?.run({ municipality: 'lier' });
  t.equal(await kept(), 2, 'ninety days it is kept');

  core.setNow('2027-02-18T10:00:00+01:00');
  await forget?.run({ municipality: 'lier' });
  await forget?.run({ municipality: 'lier' });
  t.equal(await kept(), 1);
  core.setNow('2026-11-20T10:00:00+01:00');
});
