import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { formatErrors } from '../../config/configuration-error.ts';
import { readInstallation } from '../../config/municipalities.ts';
import { splitSocialPrice } from '../../core/billing/distribution-key.ts';
import { HOLDER } from '../../core/billing/money-fact.ts';
import { PLUGINS_FOLDER } from '../../core/boot/folders.ts';
import { MunicipalityConfig } from '../../core/municipalities/municipality-config.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';
import { documentedParts, remake, root } from './write-tables.ts';

const FILE = 'docs/configuration.md';
const page = fs.readFileSync(path.join(root, FILE), 'utf8');
const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml);
const plugins = await discoverPlugins(PLUGINS_FOLDER);

t.test('its tables are what the code accepts', async (t) => {
  t.equal(page, await remake(FILE), 'else: node test/docs/write-tables.ts');
});

t.test('what holds other settings is not called none when it is left out', async (t) => {
  const [, retention = ''] = /^\| `retention` +\| ([^|]+) \|/m.exec(page) ?? [];

  t.equal(retention.trim(), 'the defaults below');
});

t.test('every part of the file of a municipality is explained, with an example', async (t) => {
  const parts = Object.keys(MunicipalityConfig.properties);

  t.same(documentedParts(FILE).toSorted(), parts.toSorted());
  for (const part of [...parts, 'plugins']) {
    t.ok(
      examples.some((yaml) => new RegExp(`^${part}:`, 'm').test(yaml)),
      `${part} is in an example`,
    );
  }
});

t.test('the examples together are the file of a town', async (t) => {
  const folder = t.testdir({ 'waterdam.yaml': examples.join('\n') });

  const reading = await readInstallation(folder, plugins);

  t.ok(reading.ok, reading.ok ? 'without mistakes' : formatErrors(reading.errors));
});

t.test('a mistake reads as the page says', async (t) => {
  const [, shown = ''] = /```text\n(.*?)```/s.exec(page) ?? [];
  const wrong = examples.join('\n').replace('organizers: [library]', 'organizers: [libary]');
  const folder = t.testdir({ 'waterdam.yaml': wrong });

  const reading = await readInstallation(folder, plugins);

  const told = reading.ok ? '' : formatErrors(reading.errors);
  t.equal(told.replace(folder, 'config/municipalities'), shown.trim());
});

t.test('the ticket of the page is split as it says', async (t) => {
  const said = /ticket of (\d+) cents is, by the first key, (\d+) .* (\d+) .* (\d+) /.exec(page);
  const [price = 0, holder, town, organizer] = said?.slice(1).map(Number) ?? [];
  const key = { holder: { percent: 20 }, stepCents: 1, others: { residence: 40, organizer: 40 } };
  const parties = { residencePayer: 'town', organizer: 'organizer' };

  const shares = splitSocialPrice(price, key, parties) ?? [];

  const borne = new Map(shares.map(({ party, cents }) => [party, cents]));
  t.same([borne.get(HOLDER), borne.get('town'), borne.get('organizer')], [holder, town, organizer]);
});
