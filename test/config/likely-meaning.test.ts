import fc from 'fast-check';
import t from 'tap';
import { meantBoolean, meantDay, meantNumber, meantPattern } from '../../config/likely-meaning.ts';

const cents = { unit: 'cents', isWhole: true } as const;
const whole = { unit: 'none', isWhole: true } as const;
const decimal = { unit: 'none', isWhole: false } as const;

t.test('yes and no are understood in Dutch, French and English', (t) => {
  for (const word of ['ja', 'Aan', 'YES', 'oui', '1']) t.equal(meantBoolean(word), 'true', word);
  for (const word of ['nee', 'uit', 'No', 'non', '0']) t.equal(meantBoolean(word), 'false', word);
  t.equal(meantBoolean('misschien'), undefined);
  t.end();
});

t.test('amounts in euro become cents, amounts in cents stay', (t) => {
  const meant = { '5.00': '500', '2,5': '250', '€ 5': '500', '5 euro': '500', '0.05': '5' };
  for (const [written, suggestion] of Object.entries(meant)) {
    t.equal(meantNumber(written, cents), suggestion, written);
  }
  t.equal(meantNumber('50 cent', cents), '50');
  t.equal(meantNumber('1.000,00', cents), '100000');
  t.equal(meantNumber('-2,50', cents), '-250');
  t.end();
});

t.test('numbers lose their comma, percent sign and thousands', (t) => {
  t.equal(meantNumber('0,2', decimal), '0.2');
  t.equal(meantNumber('25 %', whole), '25');
  t.equal(meantNumber('37 000', whole), '37000');
  t.equal(meantNumber('3.0', whole), '3');
  t.end();
});

t.test('what can be two numbers, or none, is not guessed', (t) => {
  for (const written of ['1.000', '1,000', '2.5', 'x', '', '1.2.3', '1-2']) {
    t.equal(meantNumber(written, whole), undefined, written);
  }
  t.equal(meantNumber('1.000', cents), undefined);
  t.equal(meantNumber('2.555', cents), undefined);
  t.end();
});

t.test('any amount in euro is meant as so many cents', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (amount) => {
        const euro = `${Math.floor(amount / 100)},${String(amount % 100).padStart(2, '0')}`;
        return meantNumber(euro, cents) === String(amount);
      }),
    ),
  );
  t.end();
});

t.test('days are understood with the day first or the year first', (t) => {
  for (const written of ['1/9/2026', '01-09-2026', '1.9.2026', '2026-9-1', '2026/09/01']) {
    t.equal(meantDay(written), '2026-09-01', written);
  }
  t.equal(meantDay('30/2/2026'), undefined);
  t.equal(meantDay('9/2026'), undefined);
  t.end();
});

t.test('texts are brought into the form that is asked, if that is all they lack', (t) => {
  t.equal(meantPattern('City Library', '^[a-z][a-z-]*$'), 'city-library');
  t.equal(meantPattern('8u30', '^[0-2][0-9]:[0-5][0-9]$'), '08:30');
  t.equal(meantPattern('BE68 5390 0754 7034', '^BE[0-9]{14}$'), 'BE68539007547034');
  t.equal(meantPattern('12', '^[0-9]{5}$'), undefined);
  t.end();
});
