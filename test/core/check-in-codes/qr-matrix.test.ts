import fc from 'fast-check';
import t from 'tap';
import { correctionsOf } from '../../../core/check-in-codes/qr-codewords.ts';
import { drawQr } from '../../../core/check-in-codes/qr-matrix.ts';
import { readQr } from './read-qr.ts';

t.test('what is drawn is what a scanner reads', async (t) => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 106 });
  const short = text.filter((one) => Buffer.byteLength(one) <= 106);
  t.doesNotThrow(() => {
    fc.assert(
      fc.property(short, (written) => readQr(drawQr(written)) === written.toWellFormed()),
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
  t.throws(() => drawQr('a'.repeat(107)), /more than a small QR code holds/);
});

t.test('corrections are those of a published example', async (t) => {
  // "HELLO WORLD" at 1-M, as worked out in many tutorials of the standard.
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  t.same(correctionsOf(data, 10), [196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
});
