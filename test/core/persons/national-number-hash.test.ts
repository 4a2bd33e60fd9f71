import t from 'tap';
import {
  nationalNumberHash,
  nationalNumberHashes,
} from '../../../core/persons/national-number-hash.ts';
import type { Key, KeyRing } from '../../../core/secrets/key-ring.ts';

const key = (id: number): Key => ({ id, bytes: Buffer.alloc(32, id) });
const ring: KeyRing = {
  current: () => key(3),
  byId: (_purpose, id) => ([1, 3].includes(id) ? key(id) : undefined),
};

t.test('a national number has one hash by a key, and another by another', async (t) => {
  const hash = nationalNumberHash(key(1), '85073003328');

  t.match(hash, /^1:[0-9a-f]{64}$/);
  t.equal(nationalNumberHash(key(1), '85073003328'), hash);
  t.not(nationalNumberHash(key(1), '00012556777').slice(2), hash.slice(2));
  t.not(nationalNumberHash(key(2), '85073003328').slice(2), hash.slice(2));
});

t.test('after a rotation a number is found by the older keys that are still there', async (t) => {
  t.same(nationalNumberHashes(ring, '85073003328'), [
    nationalNumberHash(key(3), '85073003328'),
    nationalNumberHash(key(1), '85073003328'),
  ]);
});

t.test('anything but eleven digits is a mistake of ours', async (t) => {
  for (const text of ['85.07.30-033.28', '8507300332', '']) {
    t.throws(() => nationalNumberHash(key(1), text), /eleven digits/);
  }
});
