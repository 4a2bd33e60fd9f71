import t from 'tap';
import fc from 'fast-check';
import { nationalNumberHashes } from '../../../core/persons/national-number-hash.ts';
import {
  sealNationalNumber,
  unsealNationalNumber,
} from '../../../core/persons/seal-national-number.ts';
import { loadKeyRing, rotateKey } from '../../../core/secrets/load-key-ring.ts';

const now = Date.parse('2026-11-20T10:00:00+01:00');
const number = '85073003328';

t.test('what was sealed can be unsealed, and says nothing', async (t) => {
  const keys = await loadKeyRing(t.testdir(), { now, mayMakeFirst: true });
  const digits = fc.stringMatching(/^[0-9]{11}$/);

  t.doesNotThrow(() =>
    fc.assert(
      fc.property(digits, (one) => {
        const sealed = sealNationalNumber(keys, one);
        return (
          unsealNationalNumber(keys, sealed) === one &&
          sealed.length === sealNationalNumber(keys, number).length &&
          sealed !== sealNationalNumber(keys, one)
        );
      }),
    ),
  );
});

t.test('what was changed since it was sealed is refused', async (t) => {
  const keys = await loadKeyRing(t.testdir(), { now, mayMakeFirst: true });
  const sealed = Buffer.from(sealNationalNumber(keys, number), 'base64url');

  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at);
    t.throws(() => unsealNationalNumber(keys, changed.toString('base64url')), /sealed by key/);
  }
  t.throws(() => unsealNationalNumber(keys, ''), /sealed by key/);
});

t.test('after a rotation the old seals open and the old hashes are looked for', async (t) => {
  const folder = t.testdir();
  const before = await loadKeyRing(folder, { now, mayMakeFirst: true });
  const sealed = sealNationalNumber(before, number);
  const [hash = ''] = nationalNumberHashes(before, number);
  await rotateKey(folder, 'national-number-sealing', { now });
  await rotateKey(folder, 'national-number-hash', { now });

  const after = await loadKeyRing(folder, { now, mayMakeFirst: true });

  t.equal(unsealNationalNumber(after, sealed), number);
  t.not(sealNationalNumber(after, number).slice(0, 2), sealed.slice(0, 2), 'the new key is used');
  const hashes = nationalNumberHashes(after, number);
  t.equal(hashes.length, 2);
  t.match(hashes[0], /^2:[0-9a-f]{64}$/);
  t.equal(hashes[1], hash);
});

t.test('without its key a number stays sealed', async (t) => {
  const [own, other] = [t.testdir({ own: {}, other: {} }), 'other'];
  const keys = await loadKeyRing(`${own}/own`, { now, mayMakeFirst: true });
  const others = await loadKeyRing(`${own}/${other}`, { now, mayMakeFirst: true });

  t.throws(
    () => unsealNationalNumber(others, sealNationalNumber(keys, number)),
    /cannot be unsealed by key 1/,
  );
});
