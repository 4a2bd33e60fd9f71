import fc from 'fast-check';
import t from 'tap';
import { drawQr } from '../../../core/check-in-codes/draw-qr.ts';
import { readQr } from './read-qr.ts';

t.test('what is drawn is what a scanner reads', async (t) => {
  // As a code is: base64url, of which no part is drawn in a denser way than the others.
  const code = fc.stringMatching(/^[a-z][A-Za-z0-9_-]{0,105}$/);
  t.doesNotThrow(() => {
    fc.assert(
      fc.property(code, (written) => readQr(drawQr(written)) === written),
      { numRuns: 60 },
    );
  });
});

t.test('each size holds what it should, and one byte more is a size larger', async (t) => {
  const sizes = [14, 26, 42, 62, 84, 106];
  for (const [at, bytes] of sizes.entries()) {
    t.equal(drawQr('a'.repeat(bytes)).length, 21 + 4 * at, `${bytes} bytes`);
    t.equal(readQr(drawQr('a'.repeat(bytes))), 'a'.repeat(bytes));
  }
});
