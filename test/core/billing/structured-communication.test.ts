import fc from 'fast-check';
import t from 'tap';
import {
  formatStructuredCommunication,
  makeStructuredCommunication,
  parseStructuredCommunication,
} from '../../../core/billing/structured-communication.ts';

const numbers = fc.integer({ min: 1, max: 9_999_999_999 });

t.test('2601700042 becomes +++260/1700/04289+++', async (t) => {
  const digits = makeStructuredCommunication(2_601_700_042);

  t.equal(digits, '260170004289');
  t.equal(formatStructuredCommunication(digits), '+++260/1700/04289+++');
});

t.test('a number that 97 divides has 97 as its check digits', async (t) => {
  t.equal(makeStructuredCommunication(97), '000000009797');
  t.equal(makeStructuredCommunication(1), '000000000101');
});

t.test('what was made and printed is read back', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(numbers, (number) => {
        const digits = makeStructuredCommunication(number);
        const printed = formatStructuredCommunication(digits);
        return parseStructuredCommunication(printed) === digits;
      }),
    ),
  );
  t.equal(parseStructuredCommunication('***260/1700/04289***'), '260170004289');
  t.equal(parseStructuredCommunication(' 260 1700 04289 '), '260170004289');
});

t.test('one wrong digit is caught', async (t) => {
  const changes = fc.record({
    number: numbers,
    place: fc.nat({ max: 11 }),
    step: fc.integer({ min: 1, max: 9 }),
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(changes, ({ number, place, step }) => {
        const digits = makeStructuredCommunication(number);
        const digit = (Number(digits[place]) + step) % 10;
        const wrong = digits.slice(0, place) + digit + digits.slice(place + 1);
        return parseStructuredCommunication(wrong) === undefined;
      }),
    ),
  );
});

t.test('what is no structured communication is refused', async (t) => {
  for (const text of ['', 'dank u', '26017000428', '2601700042890', '000000000097']) {
    t.equal(parseStructuredCommunication(text), undefined, text);
  }
  t.throws(() => makeStructuredCommunication(0));
  t.throws(() => makeStructuredCommunication(1.5));
  t.throws(() => makeStructuredCommunication(10_000_000_000));
  t.throws(() => formatStructuredCommunication('26017000428'));
});
