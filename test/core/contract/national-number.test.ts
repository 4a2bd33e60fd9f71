import fc from 'fast-check';
import { validate } from 'stdnum/lib/cjs/be/insz.js';
import t from 'tap';
import {
  fitsBirthDate,
  maskNationalNumber,
  maskNationalNumbersIn,
  parseNationalNumber,
} from '../../../core/contract/national-number.ts';

const pad = (number: number, digits: number): string => `${number}`.padStart(digits, '0');

/** The check digits by the published rule, in numbers that no double can spoil. */
function nationalNumber(date: string, serial: number, bornFrom2000: boolean): string {
  const base = date + pad(serial, 3);
  const check = 97n - (BigInt((bornFrom2000 ? '2' : '') + base) % 97n);
  return base + pad(Number(check), 2);
}

const serials = fc.integer({ min: 1, max: 998 });
const days = fc.record({
  year: fc.integer({ min: 1900, max: 2025 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  bis: fc.constantFrom(0, 20, 40),
});
const numbers = fc.tuple(days, serials).map(([{ year, month, day, bis }, serial]) => {
  const date = pad(year % 100, 2) + pad(month + bis, 2) + pad(day, 2);
  return nationalNumber(date, serial, year >= 2000);
});

t.test('the numbers of the domain are right, before and from 2000', async (t) => {
  t.equal(parseNationalNumber('85073003328'), '85073003328');
  t.equal(parseNationalNumber('00012556777'), '00012556777');
});

t.test('dots, dashes, slashes and spaces do not matter', async (t) => {
  for (const text of ['85.07.30-033.28', ' 85 07 30 033 28 ', '850730-033-28', '85/07/30-033.28']) {
    t.equal(parseNationalNumber(text), '85073003328', text);
  }
});

t.test('a text that is not eleven digits is no national number', async (t) => {
  for (const text of ['', 'x', '8507300332', '850730033280', '8507300332O', '85073003328😀']) {
    t.equal(parseNationalNumber(text), undefined, text);
  }
});

t.test('every number made by the rule is read, also a BIS number', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(fc.property(numbers, (number) => parseNationalNumber(number) === number)),
  );
});

t.test('one wrong digit is caught', async (t) => {
  const changes = fc.record({
    number: numbers,
    place: fc.nat({ max: 10 }),
    step: fc.integer({ min: 1, max: 9 }),
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(changes, ({ number, place, step }) => {
        const digit = (Number(number[place]) + step) % 10;
        const wrong = number.slice(0, place) + digit + number.slice(place + 1);
        const read = parseNationalNumber(wrong);
        // 2,000,000,000 changes the remainder: by chance a wrong digit can be right in the other
        // century.
        return read === undefined || isOfOtherCentury(number, wrong);
      }),
      { numRuns: 2000 },
    ),
  );
});

function isOfOtherCentury(one: string, other: string): boolean {
  const fits1900 = (number: string): boolean =>
    Number(number.slice(9)) === 97 - (Number(number.slice(0, 9)) % 97);
  return fits1900(one) !== fits1900(other);
}

t.test('a day that never was is no part of a national number', async (t) => {
  t.equal(parseNationalNumber(nationalNumber('850230', 33, false)), undefined, '30 February');
  t.equal(parseNationalNumber(nationalNumber('000229', 33, false)), undefined, 'not in 1900');
  t.ok(parseNationalNumber(nationalNumber('000229', 33, true)), 'but in 2000');
  t.equal(parseNationalNumber(nationalNumber('851330', 33, false)), undefined, 'month 13');
  t.equal(parseNationalNumber(nationalNumber('857230', 33, false)), undefined, 'month 72');
  t.ok(parseNationalNumber(nationalNumber('850000', 33, false)), 'a date that nobody knows');
});

t.test('the serial number runs from 001 to 998', async (t) => {
  t.equal(parseNationalNumber(nationalNumber('850730', 0, false)), undefined);
  t.equal(parseNationalNumber(nationalNumber('850730', 999, false)), undefined);
});

t.test('stdnum agrees about whoever was born, for every check from 01 to 97', async (t) => {
  const bothCenturiesHaveBeen = numbers.filter((number) => Number(number.slice(0, 2)) < 26);
  const anyCheck = fc.tuple(bothCenturiesHaveBeen, fc.integer({ min: 1, max: 97 }));
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(numbers, (number) => validate(number).isValid),
      { numRuns: 300 },
    ),
  );
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(anyCheck, ([number, check]) => {
        const other = number.slice(0, 9) + pad(check, 2);
        return validate(other).isValid === (parseNationalNumber(other) !== undefined);
      }),
      { numRuns: 2000 },
    ),
  );
});

t.test('00, 98 and 99 are never check digits, though stdnum takes them', async (t) => {
  t.equal(parseNationalNumber('85073006197'), '85073006197');
  t.equal(parseNationalNumber('85073006100'), undefined);
  t.ok(validate('85073006100').isValid, 'the reason for a check of our own');
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(numbers, fc.constantFrom('00', '98', '99'), (number, check) => {
        return parseNationalNumber(number.slice(0, 9) + check) === undefined;
      }),
    ),
  );
});

t.test('a masked number shows its last two digits and its separators', async (t) => {
  t.equal(maskNationalNumber('85073003328'), '*********28');
  t.equal(maskNationalNumber('85.07.30-033.28'), '**.**.**-***.28');
  t.equal(maskNationalNumber(''), '');
  t.equal(maskNationalNumber('8507É0033'), '*******33');
});

t.test('a national number in any other text is masked, a pass number is not', async (t) => {
  t.equal(maskNationalNumbersIn('Jan 85.07.30-033.28 Lier'), 'Jan **.**.**-***.28 Lier');
  t.equal(maskNationalNumbersIn('0913968301436'), '0913968301436');
  t.equal(maskNationalNumbersIn('17/10/2008'), '17/10/2008');
});

t.test('a number fits the birth date that it tells, and no other', async (t) => {
  const births = fc.tuple(days, days, serials).map(([own, other, serial]) => {
    const { year, month, day, bis } = own;
    const date = pad(year % 100, 2) + pad(month + bis, 2) + pad(day, 2);
    const dayOf = (one: typeof own) => `${one.year}-${pad(one.month, 2)}-${pad(one.day, 2)}`;
    const number = nationalNumber(date, serial, year >= 2000);
    return { number, birth: dayOf(own), other: dayOf(other) };
  });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        births,
        ({ number, birth, other }) =>
          fitsBirthDate(number, birth) && fitsBirthDate(number, other) === (birth === other),
      ),
    ),
  );
});

t.test('a number of a birth that is not known whole tells the year at most', async (t) => {
  for (const bis of ['00', '20', '40']) {
    const ofYear = nationalNumber(`85${bis}00`, 1, false);
    t.ok(fitsBirthDate(ofYear, '1985-07-30'), bis);
    t.notOk(fitsBirthDate(ofYear, '1986-07-30'), bis);
    t.notOk(fitsBirthDate(ofYear, '2085-07-30'), bis);
    t.ok(fitsBirthDate(nationalNumber(`00${bis}01`, 1, false), '1985-07-30'), bis);
  }
});
