import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { formatErrors, formatWarnings } from '../../config/configuration-error.ts';
import { readInstallation } from '../../config/municipalities.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';

const SHIPPED = readFileSync(
  new URL('../../config/municipalities/lier.yaml', import.meta.url),
  'utf8',
);
const plugins = await discoverPlugins(new URL('../../plugins/', import.meta.url));
const NOW = Date.parse('2026-11-20T10:00:00+01:00');

/** What is told of the shipped file of Lier, with some of its texts replaced. */
async function told(
  t: Test,
  ...changes: (readonly [found: string | RegExp, written: string])[]
): Promise<{ errors: string; warnings: string }> {
  const folder = t.testdir({});
  const file = path.join(folder, 'lier.yaml');
  const text = changes.reduce((before, [found, written]) => {
    const changed = before.replace(found, written);
    if (changed === before) throw new Error(`lier.yaml has no ${String(found)}`);
    return changed;
  }, SHIPPED);
  writeFileSync(file, text);
  const reading = await readInstallation(folder, plugins, NOW);
  return reading.ok
    ? { errors: '', warnings: formatWarnings(reading.warnings) }
    : { errors: formatErrors(reading.errors), warnings: '' };
}

const swimming = 'plugins\\.sportpas\\.series\\.swimming';
const PAIRS: Record<string, readonly [readonly [string | RegExp, string], RegExp | string]> = {
  'a series that ends before it begins': [
    ['lastDay: 2027-06-30', 'lastDay: 2026-06-30'],
    `${swimming}\\.lastDay: must be 2027-01-06 or later`,
  ],
  'a lesson that ends before it begins': [
    ["{ day: 3, from: '14:00', until: '15:00' }", "{ day: 3, from: '15:00', until: '14:00' }"],
    `${swimming}\\.lessons\\[0\\]\\.until: must be later than 15:00`,
  ],
  'a lesson on a day that the series does not have': [
    [
      /firstDay: 2027-01-06\n +lastDay: 2027-06-30/,
      'firstDay: 2027-01-07\n        lastDay: 2027-01-08',
    ],
    `${swimming}\\.lessons\\[0\\]\\.day: no such day from 2027-01-07 until 2027-01-08: there is 4, 5`,
  ],
  'two lessons of a series at one time': [
    ["{ day: 7, from: '10:00', until: '11:00' }", "{ day: 5, from: '10:30', until: '11:30' }"],
    /series\.yoga\.lessons\[1\]: is at the time of another lesson above/,
  ],
  'an oldest age below the youngest': [
    ['ages: { from: 6, until: 12 }', 'ages: { from: 12, until: 6 }'],
    /\.ages\.until: must be 12 or more/,
  ],
  'a till that could tell staff from who is poor': [
    ['restaurants: [canteen]', 'restaurants: [canteen, restaurant]'],
    /plugins\.staff-card: what restaurant sees as «voordeel» is used there by hand, and that of gomo/,
  ],
  'a till that could tell them apart, in whatever order the plugins stand': [
    [/partners: \[bus-company\]/, 'partners: [bus-company, restaurant]'],
    /plugins\.gomorpas: what restaurant sees as «voordeel» is used there by hand, and that of staff/,
  ],
  'a fee that nobody is owed': [
    ['operator: swim-company\n        lessonFeeCents', 'lessonFeeCents'],
    `${swimming}\\.lessonFeeCents: is owed to nobody: say operator`,
  ],
  'a term that begins twice': [
    ["startsOn: ['09-01', '01-01', '04-01']", "startsOn: ['09-01', '01-01', '09-01']"],
    /term\.startsOn\[2\]: there is another term from 09-01/,
  ],
  'a pass that costs the young more': [
    ['reducedCents: 200', 'reducedCents: 600'],
    /pass\.prices\[0\]\.reducedCents: must be 500 or less/,
  ],
  'a pass of five thousand euro': [
    ['regularCents: 500', 'regularCents: 500000'],
    /pass\.prices\[0\]\.regularCents: .*50000/,
  ],
  'two prices of a pass from one day': [
    [
      /( +- \{ validFrom: 2017-06-01, regularCents: .*\n)/,
      '$1    - { validFrom: 2017-06-01, regularCents: 9, reducedCents: 1 }\n',
    ],
    /pass\.prices\[1\]\.validFrom: there is another price from 2017-06-01/,
  ],
  'a fixed price that is rounded': [
    ['holderPriceCents: 150', 'holderPriceCents: 150\n    tariffStepCents: 50'],
    /distributionKeys\[2\]\.tariffStepCents: a fixed price is not rounded/,
  ],
  'a fixed price of which nobody bears the rest': [
    ['{ residence: 50, organizer: 50 }', '{ residence: 0, organizer: 0 }'],
    /distributionKeys\[2\]\.payers: somebody must bear/,
  ],
  'more adults in a family than members': [
    ['families: { maxMembers: 10, ', 'families: { maxMembers: 3, '],
    /families\.maxAdults: must be 3 or less/,
  ],
  'months of a membership that ends by age': [
    ['untilAge: 26', 'untilAge: 26\n    months: 12'],
    /associations\.youth-council\.months: it ends by the date of birth/,
  ],
  'a membership that can be renewed before it began': [
    ['months: 12', 'months: 1\n    renewableDays: 90'],
    /associations\.sport-members\.renewableDays: must be 31 or less/,
  ],
  'more off the fee than the fee': [
    [/passholderReduction:([^]*?)cents: \d+/, 'passholderReduction:$1cents: 100000'],
    /passholderReduction\.cents: must be \d+ or less, which is feeCents/,
  ],
  'an opening from the end of a day': [
    ["from: '07:00', until: '19:00'", "from: '24:00', until: '19:00'"],
    /zones\.stadhuis\.schedule\[0\]\.from: no day has a minute from 24:00 on/,
  ],
  'a weekday of an opening twice': [
    ['days: [1, 2, 3, 4, 5], from', 'days: [1, 2, 3, 4, 1], from'],
    /schedule\[0\]\.days\[4\]: this day stands above already/,
  ],
};

for (const [name, [change, expected]] of Object.entries(PAIRS)) {
  t.test(`refused with its place: ${name}`, async (t) => {
    const { errors } = await told(t, change);

    t.match(errors, new RegExp(`lier\\.yaml:\\d+:\\d+ .*${new RegExp(expected).source}`));
    t.equal(errors.split('\n').length, 1, errors);
  });
}

t.test('every lesson series that is wrong is told, not the first alone', async (t) => {
  const { errors } = await told(
    t,
    ['lastDay: 2027-06-30', 'lastDay: 2026-06-30'],
    ['lastDay: 2027-03-27', 'lastDay: 2026-03-27'],
  );

  t.match(errors, /series\.swimming\.lastDay/);
  t.match(errors, /series\.tennis\.lastDay/);
});

t.test('passes that have no price today are a mistake', async (t) => {
  const { errors } = await told(t, [/validFrom: 2017-06-01, reg/, 'validFrom: 2027-06-01, reg']);

  t.match(
    errors,
    /:\d+:\d+ pass\.prices\[0\]\.validFrom: passes have no price today \(2026-11-20\)/,
  );
});

t.test('a distribution key that does not hold yet', async (t) => {
  const later = [/validFrom: 2017-06-01\n/, 'validFrom: 2027-06-01\n'] as const;

  await t.test('is a mistake where the social tariff is managed', async (t) => {
    const { errors } = await told(t, later);

    t.match(errors, /:\d+:\d+ distributionKeys\[0\]\.validFrom: no key holds today \(2026-11-20\)/);
    t.match(errors, 'for organizers that are department or partner');
    t.notMatch(errors, 'association', 'which have a key of their own');
  });

  await t.test('is odd where nobody manages it', async (t) => {
    const { errors, warnings } = await told(t, later, ['managedBy: [welfare]', 'managedBy: []']);

    t.equal(errors, '');
    t.match(warnings, /^warning: .*lier\.yaml:\d+:\d+ distributionKeys\[0\]\.validFrom: no key/);
  });

  await t.test('is no mistake beside one that holds', async (t) => {
    const next = `distributionKeys:
  - validFrom: 2027-06-01
    holderPercent: 20
    payers: { residence: 50, organizer: 30 }`;

    t.same(await told(t, ['distributionKeys:', next]), { errors: '', warnings: '' });
  });
});
