import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import t from 'tap';
import { KEY_PURPOSES } from '../../../core/secrets/key-file.ts';
import type { KeyPurpose, KeyRing } from '../../../core/secrets/key-ring.ts';
import { loadKeyRing, rotateKey } from '../../../core/secrets/load-key-ring.ts';

const now = Date.parse('2026-11-20T10:00:00+01:00');
const load = (folder: string): Promise<KeyRing> => loadKeyRing(folder, { now, mayMakeFirst: true });
const rotate = (folder: string, purpose: KeyPurpose): Promise<number> =>
  rotateKey(folder, purpose, { now });
const fileIn = (folder: string): string => path.join(folder, 'keys.json');

function currentKeys(ring: KeyRing): string[] {
  return KEY_PURPOSES.map((purpose) => {
    const { id, bytes } = ring.current(purpose);
    return `${id} ${bytes.toString('hex')}`;
  });
}

t.test('the first use makes a key of 32 bytes for each purpose, all different', async (t) => {
  const folder = path.join(t.testdir(), 'data');

  const ring = await load(folder);

  const keys = KEY_PURPOSES.map((purpose) => ring.current(purpose));
  t.same(
    keys.map(({ id, bytes }) => [id, bytes.length]),
    KEY_PURPOSES.map(() => [1, 32]),
  );
  t.equal(new Set(currentKeys(ring)).size, KEY_PURPOSES.length);
});

t.test('only the owner can read the keys, and nothing else is left in the folder', async (t) => {
  const folder = path.join(t.testdir(), 'data');

  await load(folder);
  await rotate(folder, 'tariff-sealing');

  t.equal(statSync(fileIn(folder)).mode % 0o1000, 0o600);
  t.equal(statSync(folder).mode % 0o1000, 0o700);
  t.same(readdirSync(folder), ['keys.json']);
});

t.test('the same keys are there at the next start', async (t) => {
  const folder = t.testdir();

  const first = await load(folder);
  const second = await load(folder);

  t.same(currentKeys(second), currentKeys(first));
});

t.test('processes that start at once get the same keys', async (t) => {
  const folder = t.testdir();

  const rings = await Promise.all(
    Array.from({ length: 64 }, async (_, order) => {
      for (let turn = 0; turn < order; turn += 1) await setImmediate();
      return load(folder);
    }),
  );

  t.equal(new Set(rings.map((ring) => currentKeys(ring).join())).size, 1);
  t.same(readdirSync(folder), ['keys.json']);
});

t.test('a new key becomes the current one, and the old one keeps reading', async (t) => {
  const folder = t.testdir();
  const before = await load(folder);

  const id = await rotate(folder, 'national-number-hash');
  const after = await load(folder);

  t.equal(id, 2);
  t.equal(after.current('national-number-hash').id, 2);
  t.same(after.byId('national-number-hash', 1), before.current('national-number-hash'));
  t.same(after.current('tariff-sealing'), before.current('tariff-sealing'));
  t.equal(before.current('national-number-hash').id, 1, 'a ring that was loaded does not change');
});

t.test('of rotations at once none is lost', async (t) => {
  const folder = t.testdir();
  await load(folder);

  const ids = await Promise.all(Array.from({ length: 8 }, () => rotate(folder, 'tariff-sealing')));

  t.same(
    ids.toSorted((a, b) => a - b),
    [2, 3, 4, 5, 6, 7, 8, 9],
  );
  const ring = await load(folder);
  t.equal(ring.current('tariff-sealing').id, 9);
  t.ok(ring.byId('tariff-sealing', 5));
});

t.test('a purpose that the file does not have yet gets its key at the next start', async (t) => {
  const folder = t.testdir();
  const before = await load(folder);
  const content = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as {
    keys: { purpose: string }[];
  };
  const older = content.keys.filter(({ purpose }) => purpose !== 'derived-role-id');
  writeFileSync(fileIn(folder), JSON.stringify({ keys: older }));

  const [ring, twin] = await Promise.all([load(folder), load(folder)]);

  t.equal(ring.current('derived-role-id').id, 1);
  t.same(currentKeys(twin), currentKeys(ring));
  t.same(ring.current('tariff-sealing'), before.current('tariff-sealing'));
});

t.test('a key of a later version of Pasklaar is kept', async (t) => {
  const folder = t.testdir();
  await load(folder);
  const content = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as { keys: object[] };
  const secret = Buffer.alloc(32, 7).toString('base64');
  content.keys.push({ purpose: 'of-tomorrow', id: 1, madeAt: '', secret });
  writeFileSync(fileIn(folder), JSON.stringify(content));

  await rotate(folder, 'tariff-sealing');

  t.match(readFileSync(fileIn(folder), 'utf8'), `"secret": "${secret}"`);
});

t.test('keys that others can read are refused', async (t) => {
  const folder = t.testdir();
  await load(folder);
  chmodSync(fileIn(folder), 0o640);

  await t.rejects(load(folder), /can be read by others than its owner: chmod 600/);
  await t.rejects(rotate(folder, 'tariff-sealing'), /chmod 600/);
  t.same(readdirSync(folder), ['keys.json']);
});

t.test('a broken file is refused without a word of what is in it', async (t) => {
  const folder = t.testdir();
  await load(folder);
  const whole = readFileSync(fileIn(folder), 'utf8');
  const { keys } = JSON.parse(whole) as { keys: { secret: string }[] };
  const [first, ...others] = keys;
  const text = (rows: unknown): string => JSON.stringify({ keys: rows });

  for (const [broken, message] of [
    [whole.slice(0, 200), /keys\.json is not JSON/],
    [first?.secret ?? '', /keys\.json is not JSON/],
    ['[]', /no list of keys/],
    [text([{ ...first, id: 0 }, ...others]), /key 1 \(national-number-hash\) has no id from 1/],
    [text([{ ...first, id: 256 }, ...others]), /has no id from 1 to 255/],
    [text([{ ...first, secret: first?.secret.slice(4) }, ...others]), /no secret of 32 bytes/],
    [text([{ ...first, purpose: 5 }, ...others]), /key 1 has no purpose/],
    [text([first, ...keys]), /two keys have one purpose and id/],
    [text([first, { ...first, id: 2 }, ...others]), /two keys are the same/],
  ] as const) {
    writeFileSync(fileIn(folder), broken);
    const error = await load(folder).then(
      () => new Error('it was loaded'),
      (reason: unknown) => reason as Error,
    );
    t.match(error.message, message);
    const secrets = keys.map(({ secret }) => secret.slice(0, 8));
    t.notOk(secrets.some((secret) => `${error.message}${String(error.cause)}`.includes(secret)));
  }
});

t.test('a change that was interrupted is told, with what to do', async (t) => {
  const folder = t.testdir();
  await load(folder);
  writeFileSync(path.join(folder, 'keys.json.new'), '', { mode: 0o600 });

  await t.rejects(rotate(folder, 'tariff-sealing'), /if none is, remove .*keys\.json\.new/);
});

t.test('rotating before the first start is refused', async (t) => {
  const folder = path.join(t.testdir(), 'data');
  mkdirSync(folder);

  await t.rejects(rotate(folder, 'tariff-sealing'), /does not exist: start Pasklaar first/);
});

t.test(
  'where something was made by keys, lost ones are asked for and never replaced',
  async (t) => {
    const folder = t.testdir();

    await t.rejects(
      loadKeyRing(folder, { now, mayMakeFirst: false }),
      /keys\.json is missing.*put it back from the backup/,
    );

    t.same(readdirSync(folder), []);
    await loadKeyRing(folder, { now, mayMakeFirst: true });
    await t.resolves(loadKeyRing(folder, { now, mayMakeFirst: false }));
  },
);
