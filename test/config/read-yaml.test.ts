import { mkdir, writeFile } from 'node:fs/promises';
import t from 'tap';
import { formatErrors, formatPath } from '../../config/configuration-error.ts';
import { parseYaml, readYaml } from '../../config/read-yaml.ts';
import { documentOf } from './town.ts';

/** `line:column path: message` of each error. */
function readErrors(text: string | Uint8Array): string[] {
  const reading = parseYaml(text, 'lier.yaml');
  return reading.ok
    ? []
    : reading.errors.map(
        ({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`,
      );
}

interface WrongFile {
  readonly what: string;
  readonly text: string | Uint8Array;
  /** `line:column path: message`, as far as it matters. */
  readonly told: string;
}

const wrongFiles: readonly WrongFile[] = [
  { what: 'an empty file', text: '', told: '1:1 : the file is empty' },
  { what: 'a file of comments', text: '# later\n', told: '1:1 : the file is empty' },
  {
    what: 'a key given twice',
    text: 'name: Lier\ncity:\n  a: 1\n  b: 2\n  a: 3\n',
    told: '5:3 city.a: a is given twice, first on line 3',
  },
  {
    what: 'a number and a text as the same key',
    text: '2500: Lier\n"2500": Lier\n',
    told: '2:1 2500: 2500 is given twice, first on line 1',
  },
  { what: 'tabs', text: 'a:\n\tb: 1\n\tc: 2\n', told: '2:1 : a tab stands here' },
  {
    what: 'a line that is indented otherwise than its neighbours',
    text: 'a:\n  b: 1\n c: 2\n',
    told: '3:1 : this line starts at another column',
  },
  {
    what: 'two documents in one file',
    text: 'a: 1\n---\nb: 2\n',
    told: '2:1 : a second document starts here',
  },
  {
    what: 'a quote that is never closed',
    text: 'x: 1\nname: "Lier\nplace: Markt\n',
    told: '2:7 name: the " that opens here is never closed',
  },
  {
    what: 'an apostrophe at the start of a text',
    text: "name: 't Kofschip\n",
    told: "1:7 name: the ' that opens here is never closed",
  },
  {
    what: 'a list that is never closed',
    text: 'codes: ["2500", "2501"\nname: Lier\n',
    told: '1:8 codes: the [ that opens here is never closed',
  },
  {
    what: 'two colons in one line',
    text: 'name: Lier: stad\n',
    told: '1:7 name: a second ": " in one line',
  },
  {
    what: 'a key without a colon',
    text: 'b: 1\na\nc: 2\n',
    told: '2:1 : this line is not "key: value"',
  },
  {
    what: 'a colon without a space',
    text: 'a:1\nb: 2\n',
    told: '1:1 : this line is not "key: value"',
  },
  { what: 'a no-break space', text: 'a:\u00A0b\nc: 1\n', told: '1:1 : this line holds a no-break' },
  {
    what: 'a text that starts with @',
    text: 'a: @lier\n',
    told: '1:4 a: a text that starts with this',
  },
  { what: 'a Windows path', text: 'a: "C:\\Data"\n', told: '1:7 a: a backslash between double' },
  { what: 'a placeholder', text: 'a: {{ name }}\n', told: '1:5 a: a key must be a plain word' },
  { what: 'a tag', text: 'a: !secret b\n', told: '1:4 a: tags (!name) are not used' },
  {
    what: 'a merge key',
    text: 'a: &x {b: 1}\nc:\n  <<: *x\n',
    told: '3:3 c["<<"]: keys are not merged',
  },
  {
    what: 'an alias to nothing',
    text: 'a: *b\n',
    told: '1:4 a: *b repeats &b, which is not above',
  },
  {
    what: 'an alias to itself',
    text: 'a: &x [*x]\n',
    told: '1:8 a[0]: *x repeats the part in which',
  },
  {
    what: 'a key that is dangerous',
    text: '__proto__: {a: 1}\n',
    told: '1:1 __proto__: this key is not',
  },
  { what: 'YAML 1.1', text: '%YAML 1.1\n---\na: yes\n', told: '1:1 : only YAML 1.2 is read' },
  {
    what: 'a control character',
    text: 'a: x\u0007\n',
    told: '1:5 : an invisible control character (U+0007)',
  },
  {
    what: 'Windows-1252',
    text: Buffer.from('name: Lier\nstreet: Ren\xE9e\n', 'latin1'),
    told: '2:12 : the file is not in UTF-8',
  },
  {
    what: 'UTF-16',
    text: Buffer.from('\uFEFFa: 1\n', 'utf16le'),
    told: '1:1 : the file is in UTF-16',
  },
  {
    what: 'a file of more than 1 MB',
    text: '# long\n'.repeat(150_000),
    told: '1:1 : the file is bigger',
  },
  { what: 'lists in lists without end', text: '['.repeat(3000), told: '1:' },
  {
    what: 'sixty lists in each other',
    text: '['.repeat(60) + ']'.repeat(60),
    told: '1:52 : nested deeper than 50 levels',
  },
];

for (const { what, text, told } of wrongFiles) {
  t.test(`a file with ${what} is refused with one error at its place`, (t) => {
    const errors = readErrors(text);

    t.equal(errors.length, 1, errors.join('\n'));
    t.equal(String(errors[0]).slice(0, told.length), told);
    t.end();
  });
}

t.test('a bomb of aliases is refused before it is unfolded', (t) => {
  const nine = (name: string) => `[${Array.from({ length: 9 }, () => `*${name}`).join(',')}]`;
  const text = `a: &a [x]\nb: &b ${nine('a')}\nc: &c ${nine('b')}\nd: &d ${nine('c')}\n`;

  const errors = readErrors(text);

  t.equal(errors.length, 1);
  t.match(errors[0], /^\d:\d+ \w\S*: more than 100 aliases/);
  t.end();
});

t.test('several unrelated mistakes are all told, in the order of the file', (t) => {
  const errors = readErrors('a: 1\na: 2\nb: !x y\nc:\n  d: 1\n  d: 2\n');
  const repeated = readErrors('a: 1\na: 2\nc:\n  d: 1\n  d: 2\n');

  t.match(errors, [/^3:4 b: tags/]);
  t.match(repeated, [/^2:1 a: /, /^5:3 c\.d: /]);
  t.end();
});

t.test('what is right is read as YAML 1.2 reads it', (t) => {
  const reading = parseYaml(
    '\uFEFF---\r\na: 2026-09-01\r\nb: yes\r\nc: &x [1, 2.5]\r\nd: *x\r\ne: ~\r\n',
    'f',
  );

  t.ok(reading.ok);
  const value = reading.ok && reading.document.value;
  t.strictSame(value, { a: '2026-09-01', b: 'yes', c: [1, 2.5], d: [1, 2.5], e: null });
  t.end();
});

t.test('values behind an alias are copies, so that a default at one place stays there', (t) => {
  const value = documentOf('a: &x { b: 1 }\nc: *x\n').value as Record<string, object>;

  t.strictSame(value['a'], value['c']);
  t.not(value['a'], value['c']);
  t.end();
});

t.test('a document tells where its settings stand and how they are written', (t) => {
  const document = documentOf(
    'a:\n  b: 08\n  list:\n    - x\n    - "y"\nempty:\nz: &n 5.00\nw: *n\n',
  );

  t.strictSame(document.locate(['a', 'b'], 'key'), { line: 2, column: 3 });
  t.strictSame(document.locate(['a', 'b'], 'value'), { line: 2, column: 6 });
  t.strictSame(document.locate(['a', 'list', 1], 'value'), { line: 5, column: 7 });
  t.strictSame(document.locate(['empty'], 'value'), { line: 6, column: 1 }, 'nothing has no place');
  t.strictSame(document.locate(['w'], 'value'), { line: 7, column: 7 }, 'an alias, at its anchor');
  t.strictSame(document.locate(['a', 'c', 'd'], 'value'), { line: 1, column: 1 }, 'the parent');
  t.strictSame(document.locate([], 'key'), { line: 1, column: 1 });
  t.equal(document.writtenAt(['a', 'b']), '08');
  t.equal(document.writtenAt(['a', 'list', 1]), undefined, 'quotes');
  t.ok(document.gives(['a', 'list', 0]));
  t.notOk(document.gives(['a', 'list', 2]));
  t.end();
});

t.test('a file that is absent, a folder or too long is an error like any other', async (t) => {
  const folder = t.testdir({ 'lier.yaml': 'name: Lier\n' });
  await mkdir(`${folder}/sub.yaml`);
  await writeFile(`${folder}/long.yaml`, '#'.repeat(1_100_000));

  const good = await readYaml(`${folder}/lier.yaml`);
  const absent = await readYaml(`${folder}/leir.yaml`);
  const aFolder = await readYaml(`${folder}/sub.yaml`);
  const long = await readYaml(`${folder}/long.yaml`);

  t.match(good, { ok: true, document: { file: `${folder}/lier.yaml`, value: { name: 'Lier' } } });
  t.match(absent, { ok: false, errors: [{ line: 1, column: 1, message: /does not exist/ }] });
  t.match(aFolder, { ok: false, errors: [{ message: /a folder/ }] });
  t.match(long, { ok: false, errors: [{ message: /bigger than 1 MB/ }] });
});

t.test('paths and errors read as a person would write them', (t) => {
  t.equal(
    formatPath(['plugins', 'sportpas', 'facilities', 2, 'fee']),
    'plugins.sportpas.facilities[2].fee',
  );
  t.equal(formatPath(['postcodes', '2500', 'a b', '']), 'postcodes.2500["a b"][""]');

  const errors = [1, 2, 3].map((line) => ({
    file: 'f',
    line,
    column: 1,
    path: 'a',
    message: 'no',
  }));
  t.equal(formatErrors(errors, 2), 'f:1:1 a: no\nf:2:1 a: no\nand 1 more');
  t.equal(formatErrors([{ file: 'f', line: 1, column: 1, path: '', message: 'no' }]), 'f:1:1 no');
  t.end();
});
