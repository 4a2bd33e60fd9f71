import t from 'tap';
import { Type } from 'typebox';
import { explain, formatRows } from '../../config/explain.ts';
import { mask } from '../../config/mask.ts';
import { documentOf, town, townSchema } from './town.ts';

t.test('every effective setting is told with its line, or as a default', (t) => {
  const rows = explain(documentOf(town), townSchema);
  const told = Object.fromEntries(
    rows.map(({ path, value, origin }) => [path, `${value} ${origin}`]),
  );

  t.equal(told['name'], '"Lier" lier.yaml:1');
  t.equal(told['pass.priceCents'], '500 lier.yaml:8');
  t.equal(told['pass.days'], '30 default');
  t.equal(told['languages[0]'], '"nl" default');
  t.equal(told['organizers.library.active'], 'true default');
  t.equal(told['plugins.jongerenkaart'], '{} lier.yaml:10');
  t.equal(told['plugins.sportpas.facilities[1].fee'], '0 lier.yaml:16');
  t.end();
});

t.test('a secret is masked, and its length too', (t) => {
  const rows = explain(documentOf(town), townSchema);
  const iban = rows.find(({ path }) => path === 'organizers.sports.iban');

  t.strictSame(iban, { path: 'organizers.sports.iban', value: mask, origin: 'lier.yaml:6' });
  t.notMatch(formatRows(rows), /BE68/);
  t.end();
});

t.test('a secret is masked in lists, in records, in unions and as a default', (t) => {
  const secret = Type.String({ 'x-secret': true });
  const schema = Type.Object({
    list: Type.Array(secret),
    record: Type.Record(Type.String(), Type.Object({ key: secret })),
    union: Type.Union([Type.Literal('none'), secret]),
    left: Type.String({ 'x-secret': true, default: 'hunter2' }),
  });
  const text = 'list: [hunter2]\nrecord: { a: { key: hunter2 } }\nunion: hunter2\n';

  const rows = explain(documentOf(text), schema);

  t.strictSame(
    rows.map(({ path, value }) => `${path} ${value}`),
    ['list[0]', 'record.a.key', 'union', 'left'].map((path) => `${path} ${mask}`),
  );
  t.end();
});

t.test(
  'a file that is not right is not explained: its secrets may be under a misspelt key',
  (t) => {
    const document = documentOf(town.replace('iban', 'ibna'));

    t.throws(() => explain(document, townSchema), /lier\.yaml is not valid/);
    t.end();
  },
);

t.test('the table has a line per setting, in columns', (t) => {
  const rows = [
    { path: 'name', value: '"Lier"', origin: 'lier.yaml:1' },
    { path: 'pass.days', value: JSON.stringify('x'.repeat(100)), origin: 'default' },
  ];

  const lines = formatRows(rows).split('\n');

  t.equal(lines.length, 2);
  t.equal(lines[0]?.indexOf('lier.yaml'), lines[1]?.indexOf('default'));
  t.ok((lines[1] ?? '').length < 90, 'long values are cut');
  t.equal(formatRows([]), '');
  t.end();
});
