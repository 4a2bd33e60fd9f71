import fc from 'fast-check';
import t from 'tap';
import { type Bucket, takeToken } from '../../../core/http/token-bucket.ts';

const NOW = Date.parse('2026-11-20T10:00:00+01:00');
const perMinute = fc.integer({ min: 1, max: 20_000 });
/** How long after one another it is asked. */
const gapsMs = fc.array(fc.nat(90_000), { minLength: 1, maxLength: 200 });

/** When it is asked, and whether it is allowed, one after the other. */
function askAll(rate: number, gaps: readonly number[]): { atMs: number; isAllowed: boolean }[] {
  let bucket: Bucket | undefined;
  let atMs = NOW;
  return gaps.map((gap) => {
    atMs += gap;
    const taken = takeToken(bucket, { perMinute: rate, nowMs: atMs });
    ({ bucket } = taken);
    return { atMs, isAllowed: taken.isAllowed };
  });
}

t.test('in no stretch of time is more allowed than a full minute and what came meanwhile', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(perMinute, gapsMs, (rate, gaps) => {
        const allowed = askAll(rate, gaps).filter(({ isAllowed }) => isAllowed);
        return allowed.every(({ atMs: from }, first) =>
          allowed.slice(first).every(({ atMs: until }, count) => {
            return count + 1 <= rate + ((until - from) * rate) / 60_000;
          }),
        );
      }),
    ),
  );
  t.end();
});

t.test('who asks evenly, and no oftener than is allowed, is never refused', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(perMinute, fc.integer({ min: 1, max: 300 }), (rate, count) => {
        const gap = Math.ceil(60_000 / rate);
        const gaps = Array.from({ length: count }, () => gap);
        return askAll(rate, gaps).every(({ isAllowed }) => isAllowed);
      }),
    ),
  );
  t.end();
});

t.test('a full minute may be used at once, and not one more', (t) => {
  for (const rate of [1, 7, 30, 6000]) {
    const asked = askAll(
      rate,
      Array.from({ length: rate + 1 }, () => 0),
    );
    t.equal(asked.filter(({ isAllowed }) => isAllowed).length, rate);
    t.equal(asked.at(-1)?.isAllowed, false);
  }
  t.end();
});

t.test('who waits as long as was said is let in, and a moment sooner is not', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(perMinute, fc.nat(60_000), (rate, passedMs) => {
        let bucket: Bucket | undefined;
        let taken = takeToken(bucket, { perMinute: rate, nowMs: NOW });
        while (taken.isAllowed) {
          ({ bucket } = taken);
          taken = takeToken(bucket, { perMinute: rate, nowMs: NOW });
        }
        const refused = takeToken(bucket, { perMinute: rate, nowMs: NOW + (passedMs % 3) });
        if (refused.isAllowed) return true;
        const nowMs = refused.bucket.atMs + refused.retryAfterMs;
        const sooner = takeToken(refused.bucket, { perMinute: rate, nowMs: nowMs - 1 });
        return takeToken(refused.bucket, { perMinute: rate, nowMs }).isAllowed && !sooner.isAllowed;
      }),
    ),
  );
  t.end();
});

t.test('a refusal costs nothing: who keeps asking is let in as soon as who waits', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(perMinute, gapsMs, (rate, gaps) => {
        let bucket: Bucket = { parts: 0, atMs: NOW };
        let passedMs = 0;
        for (const gap of gaps) {
          passedMs += gap;
          const taken = takeToken(bucket, { perMinute: rate, nowMs: NOW + passedMs });
          const patient = { parts: 0, atMs: NOW };
          const waited = takeToken(patient, { perMinute: rate, nowMs: NOW + passedMs });
          if (taken.isAllowed !== waited.isAllowed) return false;
          if (taken.isAllowed) return true;
          ({ bucket } = taken);
        }
        return true;
      }),
    ),
  );
  t.end();
});

t.test('a clock that is put back gives nothing and takes nothing', (t) => {
  const { bucket } = takeToken(undefined, { perMinute: 2, nowMs: NOW });

  const back = takeToken(bucket, { perMinute: 2, nowMs: NOW - 3_600_000 });

  t.equal(back.isAllowed, true);
  t.equal(takeToken(back.bucket, { perMinute: 2, nowMs: NOW - 3_600_000 }).isAllowed, false);
  t.end();
});
