import fc from 'fast-check';
import t from 'tap';
import { type TSchema, Type } from 'typebox';
import { stringify } from 'yaml';
import { compileSchema } from '../../config/compile-schema.ts';
import { parseYaml } from '../../config/read-yaml.ts';
import { validateDocument } from '../../config/validate-document.ts';
import { errorsIn, town, townSchema } from './town.ts';

/** A schema, a value that it describes, and the groups of keys in which a key can be misspelt. */
interface Example {
  readonly schema: TSchema;
  readonly value: unknown;
  /** The keys that each closed group knows, by the path that leads to it. */
  readonly groups: readonly {
    readonly path: readonly (string | number)[];
    readonly known: string[];
  }[];
}

const leaf: fc.Arbitrary<Example> = fc.oneof(
  fc.string().map((value) => ({ schema: Type.String(), value, groups: [] })),
  fc.integer().map((value) => ({ schema: Type.Integer(), value, groups: [] })),
  fc.boolean().map((value) => ({ schema: Type.Boolean(), value, groups: [] })),
  fc.constantFrom('red', 'green').map((value) => {
    const schema = Type.Union([Type.Literal('red'), Type.Literal('green')]);
    return { schema, value, groups: [] };
  }),
);

const keys = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 1, maxLength: 5 });

const { group } = fc.letrec<{ group: Example; any: Example }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, leaf, tie('group'), listOf(tie('group')), leaf),
  group: keys.chain((names) =>
    fc
      .array(fc.tuple(tie('any'), fc.constantFrom('required', 'given', 'absent', 'default')), {
        minLength: names.length,
        maxLength: names.length,
      })
      .map((parts) => groupOf(names, parts)),
  ),
}));

function listOf(items: fc.Arbitrary<Example>): fc.Arbitrary<Example> {
  return items.map(({ schema, value, groups }) => ({
    schema: Type.Array(schema),
    value: [value],
    groups: groups.map(({ path, known }) => ({ path: [0, ...path], known })),
  }));
}

function groupOf(
  names: readonly string[],
  parts: readonly (readonly [Example, string])[],
): Example {
  const members = parts.map(([example, how], index) => ({
    name: names[index] ?? '',
    example,
    how,
  }));
  const given = members.filter(({ how }) => how === 'required' || how === 'given');
  const properties = members.map(({ name, example, how }): [string, TSchema] => {
    if (how === 'required') return [name, example.schema];
    const isDefault = how === 'default';
    const schema = isDefault ? { ...example.schema, default: example.value } : example.schema;
    return [name, Type.Optional(schema)];
  });
  return {
    schema: Type.Object(Object.fromEntries(properties)),
    value: Object.fromEntries(given.map(({ name, example }) => [name, example.value])),
    groups: [
      { path: [], known: [...names] },
      ...given.flatMap(({ name, example }) =>
        example.groups.map(({ path, known }) => ({ path: [name, ...path], known })),
      ),
    ],
  };
}

/** One slip of the fingers. */
function misspell(word: string, slip: { kind: number; at: number; letter: string }): string {
  const index = slip.at % word.length;
  const letters = word.split('');
  if (slip.kind === 0) letters.splice(index, 1);
  if (slip.kind === 1) letters.splice(index, 0, slip.letter);
  if (slip.kind === 2) letters.splice(index, 1, slip.letter);
  if (slip.kind === 3) letters.splice(index, 2, letters[index + 1] ?? '', letters[index] ?? '');
  return letters.join('');
}

const slips = fc.record({
  kind: fc.nat({ max: 3 }),
  at: fc.nat(),
  letter: fc.stringMatching(/^[a-z]$/),
});

function at(value: unknown, path: readonly (string | number)[]): Record<string, unknown> {
  let inner: unknown = value;
  for (const step of path) inner = (inner as Record<string | number, unknown>)[step];
  return inner as Record<string, unknown>;
}

/** `key: value` and lists as their writer would, each key on a line of its own. */
function write(value: unknown): string {
  return stringify(value, { lineWidth: 0, version: '1.2' });
}

function check(
  text: string,
  schema: TSchema,
): readonly { line: number; column: number; path: string }[] {
  const reading = parseYaml(text, 'any.yaml');
  if (!reading.ok) return reading.errors;
  const validation = validateDocument(reading.document, schema);
  return validation.ok ? [] : validation.errors;
}

t.test('settings that their schema describes never give an error', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(group, ({ schema, value }) => {
        const text = write(value);
        fc.pre(text.trim() !== '');
        const errors = check(text, schema);
        if (errors.length > 0) throw new Error(JSON.stringify(errors));
      }),
      { numRuns: 100 },
    ),
  );
  t.end();
});

t.test('one misspelt key gives one error, at that key', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        group,
        fc.tuple(fc.nat(), fc.nat()),
        slips,
        (example, [which, whichKey], slip) => {
          const filled = example.groups.filter(({ path }) => {
            return Object.keys(at(example.value, path)).length > 0;
          });
          fc.pre(filled.length > 0);
          const chosen = filled[which % filled.length];
          const path = chosen?.path ?? [];
          const given = Object.keys(at(example.value, path));
          const key = given[whichKey % given.length] ?? '';
          const wrong = misspell(key, slip);
          fc.pre(
            !(chosen?.known ?? []).includes(wrong) &&
              !['null', 'true', 'false', 'nan'].includes(wrong),
          );

          const value = structuredClone(example.value);
          const parent = at(value, path);
          const renamed = Object.entries(parent).map(([name, inner]) => [
            name === key ? wrong : name,
            inner,
          ]);
          for (const name of given) delete parent[name];
          Object.assign(parent, Object.fromEntries(renamed));
          const text = write(value);
          const lines = text.split('\n');
          const places = lines.flatMap((line, index) => {
            const found = new RegExp(`^[ -]*(?=${wrong}:)`).exec(line);
            return found === null ? [] : [{ line: index + 1, column: found[0].length + 1 }];
          });
          fc.pre(places.length === 1);

          const errors = check(text, example.schema);

          const [error] = errors;
          const isThere = error?.line === places[0]?.line && error?.column === places[0]?.column;
          if (errors.length !== 1 || !isThere) {
            throw new Error(`${text}\n${key} as ${wrong}\n${JSON.stringify(errors)}`);
          }
        },
      ),
      { numRuns: 200 },
    ),
  );
  t.end();
});

t.test('one misspelt key of a town gives one error, at that key', (t) => {
  const lines = town.split('\n');
  const places = lines.flatMap((line, index) =>
    [...line.matchAll(/[A-Za-z][A-Za-z-]+(?=:)/g)].map((found) => ({ index, found })),
  );
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.constantFrom(...places), slips, ({ index, found }, slip) => {
        const [key] = found;
        const wrong = misspell(key, slip);
        // The keys of organizers are free, so that a slip makes another organizer; `payers` without
        // its last letter is a setting of its own.
        fc.pre(
          wrong !== key && wrong !== 'payer' && !(index >= 4 && index <= 5 && found.index === 2),
        );
        const line = lines[index] ?? '';
        const rest = line.slice(found.index + key.length);
        const changed = lines.with(index, `${line.slice(0, found.index)}${wrong}${rest}`);

        const errors = errorsIn(changed.join('\n'));

        const where = errors.map((error) => `${error.line}:${error.column}`);
        if (where.join() !== `${index + 1}:${found.index + 1}`) {
          throw new Error(`${wrong}: ${JSON.stringify(errors)}`);
        }
      }),
      { numRuns: 200 },
    ),
  );
  t.end();
});

t.test('what the schema refuses is never let through without an error', (t) => {
  const words = town.match(/[\w-]+/g) ?? [];
  const odd = ['5.00', '08', 'ja', '[]', '{}', '~', '-1', '"500"', 'City!', '[a, a]', '{ a: 1 }'];
  const accepts = compileSchema(townSchema);
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        fc.nat({ max: words.length - 1 }),
        fc.constantFrom(...words, ...odd),
        (nth, by) => {
          let seen = -1;
          const text = town.replaceAll(/[\w-]+/g, (word) => ((seen += 1) === nth ? by : word));
          const reading = parseYaml(text, 'town.yaml');
          const isRight = reading.ok && accepts(structuredClone(reading.document.value));
          return isRight || errorsIn(text).length > 0;
        },
      ),
      { numRuns: 400 },
    ),
  );
  t.end();
});

t.test('no text makes the check itself fail', (t) => {
  const signs = ['[', '}', '"', '- ', ': ', '\t', '&a ', '*a ', '---\n', '<<: '];
  const pieces = fc.constantFrom(...town.split(/(?<=[\n :])/), ...signs);
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        return errorsIn(parts.join('')).every(({ line, column, message }) => {
          return line >= 1 && column >= 1 && message !== '';
        });
      }),
      { numRuns: 300 },
    ),
  );
  t.end();
});
