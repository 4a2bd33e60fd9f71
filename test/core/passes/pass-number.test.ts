import fc from 'fast-check';
import t from 'tap';
import { isPassNumber, makePassNumber, parsePassNumber } from '../../../core/passes/pass-number.ts';

const twelveDigits = fc.string({
  unit: fc.constantFrom(...'0123456789'.split('')),
  minLength: 12,
  maxLength: 12,
});

t.test(
  'a number of the old list is a pass number, with a wrong check digit it is none',
  async (t) => {
    t.ok(isPassNumber('0913968301436'));
    t.notOk(isPassNumber('0913968301437'));
  },
);

t.test('anything but thirteen digits is no pass number', async (t) => {
  for (const text of ['', '091396830143', '09139683014360', '0913 968301436', '٠٩١٣٩٦٨٣٠١٤٣٦']) {
    t.notOk(isPassNumber(text), text);
  }
});

t.test('a typed number may have spaces, dots and dashes', async (t) => {
  t.equal(parsePassNumber(' 0913 9683 0143 6 '), '0913968301436');
  t.equal(parsePassNumber('0913.968.301-436'), '0913968301436');
  t.equal(parsePassNumber('0913/968/301/436'), undefined);
});

t.test('every twelve random digits make a pass number that keeps them all', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(twelveDigits, (digits) => {
        const number = makePassNumber(digits);
        return isPassNumber(number) && number.startsWith(digits);
      }),
    ),
  );
  t.throws(() => makePassNumber('12345'));
});

t.test('one wrong digit is caught', async (t) => {
  const changes = fc.record({
    digits: twelveDigits,
    place: fc.nat({ max: 12 }),
    step: fc.integer({ min: 1, max: 9 }),
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(changes, ({ digits, place, step }) => {
        const number = makePassNumber(digits);
        const digit = (Number(number[place]) + step) % 10;
        return !isPassNumber(number.slice(0, place) + digit + number.slice(place + 1));
      }),
    ),
  );
});

t.test('two neighbours that changed places are caught, but for 0 and 9', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(twelveDigits, fc.nat({ max: 11 }), (digits, place) => {
        const number = makePassNumber(digits);
        const pair = number.slice(place, place + 2);
        const [one = '', other = ''] = pair;
        if (one === other || pair === '09' || pair === '90') return true;
        return !isPassNumber(number.slice(0, place) + other + one + number.slice(place + 2));
      }),
    ),
  );
});
