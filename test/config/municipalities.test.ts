import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { formatErrors } from '../../config/configuration-error.ts';
import { loadInstallation, type Plugins, readInstallation } from '../../config/municipalities.ts';
import { nameForm } from '../../config/word-value.ts';
import { MunicipalityConfig } from '../../core/municipalities/municipality-config.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';

const SHIPPED = new URL('../../config/municipalities/', import.meta.url).pathname;
const plugins = await discoverPlugins(new URL('../../plugins/', import.meta.url));

/** The shipped files in a folder of their own, with one text of lier.yaml replaced. */
async function withMistake(
  t: { teardown(clean: () => Promise<void>): unknown },
  [found, written]: readonly [string | RegExp, string],
): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pasklaar-config-'));
  t.teardown(() => rm(folder, { recursive: true }));
  await cp(SHIPPED, folder, { recursive: true });
  const file = path.join(folder, 'lier.yaml');
  const text = await readFile(file, 'utf8');
  const changed = text.replace(found, written);
  if (changed === text) throw new Error(`lier.yaml has no ${String(found)}`);
  await writeFile(file, changed);
  return folder;
}

t.test('the shipped municipalities are right', async (t) => {
  const installation = await loadInstallation(SHIPPED, plugins);
  const enabled = Object.fromEntries(
    installation.municipalities.map((one) => [one.key, [...one.plugins.keys()].toSorted()]),
  );
  // As they are now: whoever adds a plugin by docs/writing-a-plugin.md names it there.
  t.same(enabled, { lier: await pluginsOf('lier'), mechelen: await pluginsOf('mechelen') });
  t.ok((enabled['lier']?.length ?? 0) >= 4);
  t.equal(
    installation.byKey('lier')?.version.id,
    (await loadInstallation(SHIPPED, plugins)).byKey('lier')?.version.id,
    'the same text is the same version',
  );
});

/** The plugins that the shipped file of a town names. */
async function pluginsOf(town: string): Promise<string[]> {
  const file = parse(await readFile(path.join(SHIPPED, `${town}.yaml`), 'utf8')) as {
    plugins: object;
  };
  return Object.keys(file.plugins).toSorted();
}

const MISTAKES: Record<string, readonly [readonly [string | RegExp, string], RegExp]> = {
  'a plugin that is not there': [
    ['  sportpas:\n', '  sportpass:\n'],
    /lier\.yaml:\d+:3 plugins\.sportpass: .*did you mean sportpas\?/,
  ],
  'a wrong setting of a plugin': [
    ['windowMinutes: 90', 'windowMinutes: 90000'],
    /plugins\.sportpas\.turnCard\.windowMinutes: .*720/,
  ],
  'a misspelt setting that has a default': [
    ['windowMinutes: 90', 'windowMinute: 90'],
    /plugins\.sportpas\.turnCard\.windowMinute: .*did you mean windowMinutes\?/,
  ],
  'a department that does not exist': [
    ['department: youth', 'department: yuoth'],
    /plugins\.jongerenkaart\.department: .*did you mean youth\?/,
  ],
  'a place that does not exist': [
    ['doors: [town-hall-door]', 'doors: [town-hal-door]'],
    /zones\.stadhuis\.doors\[0\]: .*did you mean town-hall-door\?/,
  ],
  'a desk where a door belongs': [
    ['doors: [town-hall-door]', 'doors: [library-desk]'],
    /zones\.stadhuis\.doors\[0\]: .*door/,
  ],
  'a name that every object has': [
    ['  gym-club:', '  constructor:'],
    /organizers\.constructor: this key is not allowed/,
  ],
  'settings of a plugin that contradict each other': [
    ['department: youth\n', 'department: youth\n    fromAge: 30\n    endsAtAge: 20\n'],
    /plugins\.jongerenkaart\.endsAtAge: must be above fromAge, which is 30/,
  ],
  'a party that does not exist': [
    ['accounts: { online: uit }', 'accounts: { online: uti }'],
    /cultural-centre\.accounts\.online: .*did you mean uit\?/,
  ],
  'a permission that does not exist': [
    ['STAFF_CARD_DOORS_OPEN', 'STAFF_CARD_DOOR_OPEN'],
    /clients\.lier-door\.permissions\[0\]: .*did you mean STAFF_CARD_DOORS_OPEN\?/,
  ],
  'an association by age that names no age': [
    ['untilAge: 26', 'months: 26'],
    /associations\.youth-council: .*say untilAge/,
  ],
  'an age for an association that does not end by it': [
    ['months: 12', 'untilAge: 12'],
    /associations\.sport-members: untilAge is for/,
  ],
  'a permission set that does not exist': [
    ['permissionSets: [desk]', 'permissionSets: [desks]'],
    /permissionSets\[0\]: .*did you mean desk\?/,
  ],
  'a payer of the distribution key that does not exist': [
    ['{ residence: 40, organizer: 40 }', '{ residense: 40, organizer: 40 }'],
    /distributionKeys\[0\]\.payers\.residense: .*did you mean residence\?/,
  ],
  'a distribution key that does not make a hundred': [
    ['{ residence: 40, organizer: 40 }', '{ residence: 40, organizer: 30 }'],
    /distributionKeys\[0\]\.payers: the parts sum to 90/,
  ],
  'a distribution key with more payers than a promised price can name': [
    [
      '{ residence: 40, organizer: 40 }',
      `{ residence: 40, organizer: 31, ${Array.from({ length: 9 }, (_, at) => `p${at}: 1`).join(', ')} }`,
    ],
    /distributionKeys\[0\]\.payers: .*10/,
  ],
  'a distribution key outside the norm': [
    [
      'holderPercent: 20\n    payers: { residence: 40, organizer: 40 }',
      'holderPercent: 30\n    payers: { residence: 40, organizer: 30 }',
    ],
    /distributionKeys\[0\]: the holder pays 30 %, more than 25 %.*outsideNorm: true/,
  ],
  'a distribution key with a percentage and a price': [
    ['holderPercent: 20', 'holderPriceCents: 150\n    holderPercent: 20'],
    /distributionKeys\[0\]: a key has either/,
  ],
  'another slug than the name of the file': [
    [
      /municipality: lier([^]*)payerForOutsiders: lier/,
      'municipality: liers$1payerForOutsiders: liers',
    ],
    /municipality: the file of liers must be called liers\.yaml/,
  ],
  'a postal code that another town has': [
    ["['2500']", "['2800']"],
    /mechelen\.yaml:\d+:\d+ postalCodes\[0\]: 2800 is in .*lier\.yaml as well/,
  ],
  'a client that another town has': [
    ['lier-kiosk:', 'mechelen-admin:'],
    /mechelen\.yaml:\d+:\d+ clients\.mechelen-admin: mechelen-admin is in .*lier\.yaml as well/,
  ],
  'a card system with two names': [
    ['cardSystem: { id: 1, name: Lier }', 'cardSystem: { id: 2, name: Lier }'],
    /cardSystem\.name: card system 2 is called Lier in another file/,
  ],
  'a party with the name of another': [
    ['  gym-club:', '  ocmw:'],
    /legalEntities\.ocmw: ocmw is already the name of another party/,
  ],
  'a party with a name that means something else': [
    ['  gym-club:', '  residence:'],
    /residence means something else in a key/,
  ],
  'an enterprise number that cannot exist': [
    ["'0207123407'", "'0207123408'"],
    /legalEntities\.city\.enterpriseNumber/,
  ],
  'an amount in euro': [
    ['regularCents: 500', 'regularCents: 5.00'],
    /pass\.prices\[0\]\.regularCents: .*cents/,
  ],
  'a day that does not exist': [
    ['validFrom: 2019-01-01', 'validFrom: 2019-02-30'],
    /distributionKeys\[1\]\.validFrom/,
  ],
  'a day that no year has': [
    ["startsOn: '09-01'", "startsOn: '31-09'"],
    /sportpas\.year\.startsOn: .*31-09.*must be a month and a day such as 09-01/,
  ],
  'an hour that no day has': [
    ["until: '19:00'", "until: '25:00'"],
    /schedule\[0\]\.until: .*25:00.*must be a time such as 08:30/,
  ],
  'a postal code without quotes': [["['2500']", '[2500]'], /postalCodes\[0\]: .*quotes/],
};

for (const [name, [mistake, expected]] of Object.entries(MISTAKES)) {
  t.test(`refused: ${name}`, async (t) => {
    const folder = await withMistake(t, mistake);
    const reading = await readInstallation(folder, plugins);
    t.notOk(reading.ok);
    if (!reading.ok) t.match(formatErrors(reading.errors), expected);
  });
}

t.test('all that can be known is told at once', async (t) => {
  const told = async (...mistakes: (readonly [file: string, found: RegExp, written: string])[]) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'pasklaar-config-'));
    t.teardown(() => rm(folder, { recursive: true }));
    await cp(SHIPPED, folder, { recursive: true });
    for (const [name, found, written] of mistakes) {
      const file = path.join(folder, name);
      const text = await readFile(file, 'utf8');
      const changed = text.replace(found, written);
      t.not(changed, text, `${name} has ${String(found)}`);
      await writeFile(file, changed);
    }
    const reading = await readInstallation(folder, plugins);
    return reading.ok
      ? []
      : reading.errors.map(({ file, path: place, message }) => {
          return `${path.basename(file, '.yaml')} ${place}: ${message}`;
        });
  };
  const wrongKey = [
    'lier.yaml',
    /residence: 40, organizer: 40/,
    'residence: 40, organizer: 30',
  ] as const;
  const wrongCode = ['lier.yaml', /\['2500'\]/, "['2800', 2500]"] as const;

  await t.test('beside a wrong setting in the same file', async (t) => {
    const lines = await told(wrongKey, wrongCode, [
      'lier.yaml',
      /windowMinutes: 90/,
      'windowMinutes: x',
    ]);

    t.equal(lines.length, 4, lines.join('\n'));
    t.ok(lines.some((line) => line.startsWith('lier plugins.sportpas.turnCard.windowMinutes: ')));
    t.ok(lines.some((line) => /^lier postalCodes\[1\]: .*quotes/.test(line)));
    t.ok(lines.some((line) => line.startsWith('lier distributionKeys[0].payers: the parts sum')));
    t.ok(lines.some((line) => line.startsWith('mechelen postalCodes[0]: 2800 is in')));
  });

  await t.test('and that two kiosks have one name', async (t) => {
    const lines = await told(wrongKey, ['lier.yaml', /LIER-BIB-002/, 'LIER-BIB-001']);

    const said = 'kiosk library-hall has the name LIER-BIB-001 too';
    t.ok(
      lines.some((line) => line.startsWith(`lier kiosks.library-children.name: ${said}`)),
      lines.join('\n'),
    );
    t.equal(lines.length, 2, lines.join('\n'));
  });

  await t.test('beside a file that is no YAML', async (t) => {
    const lines = await told(
      wrongKey,
      ['lier.yaml', /windowMinutes: 90/, 'windowMinutes: x'],
      ['mechelen.yaml', /clients:/, 'clients: ['],
    );

    t.ok(
      lines.some((line) => /^mechelen .*not valid YAML/.test(line)),
      lines.join('\n'),
    );
    t.ok(lines.some((line) => line.startsWith('lier plugins.sportpas')));
    t.ok(lines.some((line) => line.startsWith('lier distributionKeys[0].payers: the parts sum')));
  });

  await t.test(
    'and a file that cannot be read, or a wrong card system, is no unknown town',
    async (t) => {
      const neighbour = [
        'lier.yaml',
        /payerForOutsiders: lier/,
        'payerForOutsiders: mechelen',
      ] as const;

      t.match((await told(neighbour)).join(), /payerForOutsiders: /);
      const unread = await told(neighbour, ['mechelen.yaml', /clients:/, 'clients: [']);
      const unknown = await told(neighbour, [
        'mechelen.yaml',
        /cardSystem: \{ id: 2/,
        'cardSystem: { id: two',
      ]);
      for (const lines of [unread, unknown]) {
        t.notMatch(lines.join(), /payerForOutsiders/);
        t.ok(lines.length > 0);
      }
    },
  );

  await t.test('what is wrong by itself contradicts nothing', async (t) => {
    const lines = await told(
      ['lier.yaml', /payers: \{ residence: 40, organizer: 40 \}/, 'payers: { residence: veel }'],
      ['lier.yaml', /^municipality: lier/m, 'municipality: 7'],
      ['lier.yaml', /cardSystem: \{ id: 1, name: Lier \}/, 'cardSystem: { id: 2, name: [] }'],
      ['lier.yaml', /^organizers:/m, 'organizers: 7\nplaats:'],
      ['mechelen.yaml', /^clients:\n/m, 'clients: 7\nklanten:\n'],
    );

    t.notMatch(lines.join('\n'), /sum to|must be called|in another file|name of another/);
    t.match(lines.join('\n'), /^lier distributionKeys\[0\]\.payers\.residence: /m);
  });
});

t.test('a plugin that is not on disk cannot be enabled', async (t) => {
  const fewer: Plugins = new Map([...plugins].filter(([name]) => name !== 'staff-card'));
  const reading = await readInstallation(SHIPPED, fewer);
  t.notOk(reading.ok);
  if (!reading.ok) t.match(formatErrors(reading.errors), /plugins\.staff-card: unknown key/);
});

t.test('a folder without municipalities is refused, and says what it is', async (t) => {
  const folder = t.testdir({ empty: {}, 'lier.yaml': '' });
  const told = async (name: string): Promise<string> => {
    const reading = await readInstallation(path.join(folder, name), plugins);
    return reading.ok ? 'right' : formatErrors(reading.errors).replace(`${folder}/`, '');
  };

  t.match(await told('empty'), /^empty: this folder has no municipality/);
  t.match(await told('no-such'), /^no-such: there is no such folder/);
  t.match(await told('lier.yaml'), /^lier\.yaml: this is a file/);
});

t.test('no setting is refused with a pattern that only a programmer can read', async (t) => {
  const schemas = [MunicipalityConfig, ...[...plugins.values()].map(({ config }) => config)];
  const patterns = schemas.flatMap(findPatterns);

  t.ok(patterns.length > 20, `${patterns.length} settings have a form`);
  const unreadable = patterns.map((schema) => nameForm(String(schema['pattern']), schema));
  t.same(
    unreadable.filter((form) => form.includes('^')),
    [],
  );
});

/** Every part of a schema that has a pattern. */
function findPatterns(schema: unknown): Record<string, unknown>[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const node = schema as Record<string, unknown>;
  const inner = Object.values(node).flatMap(findPatterns);
  return typeof node['pattern'] === 'string' ? [node, ...inner] : inner;
}
