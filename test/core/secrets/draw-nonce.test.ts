import { setImmediate } from 'node:timers/promises';
import t from 'tap';
import { drawNonce, NONCE_BYTES } from '../../../core/secrets/draw-nonce.ts';

t.test('no nonce comes twice, and who has one keeps it', async (t) => {
  const nonces = Array.from({ length: 2_000 }, () => drawNonce());
  const written = nonces.map((nonce) => nonce.toString('hex'));
  for (let again = 0; again < 2_000; again++) drawNonce();

  t.ok(nonces.every((nonce) => nonce.length === NONCE_BYTES));
  t.equal(new Set(written).size, nonces.length);
  t.strictSame(
    nonces.map((nonce) => nonce.toString('hex')),
    written,
  );
});

t.test('none is drawn for later than this turn of the event loop', async (t) => {
  const [first, beside] = [drawNonce(), drawNonce()];
  await setImmediate();
  const later = drawNonce();

  t.equal(first.buffer, beside.buffer, 'drawn together');
  t.not(first.buffer, later.buffer);
});
