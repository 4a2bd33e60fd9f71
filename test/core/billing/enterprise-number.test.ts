import fc from 'fast-check';
import t from 'tap';
import { parseEnterpriseNumber } from '../../../core/billing/enterprise-number.ts';

t.test('an enterprise number is read however it is written', async (t) => {
  for (const text of [
    '0566988259',
    '0566.988.259',
    'BE 0566.988.259',
    'be0566988259',
    '566988259',
  ]) {
    t.equal(parseEnterpriseNumber(text), '0566988259', text);
  }
});

t.test('what was never issued is refused', async (t) => {
  for (const text of [
    '',
    '0566988258',
    '05669882591',
    '0000000097',
    'NL0566988259',
    '2566988209',
  ]) {
    t.equal(parseEnterpriseNumber(text), undefined, text);
  }
});

t.test('every number made by the rule is read', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19_999_999 }), (base) => {
        const check = `${97 - (base % 97)}`.padStart(2, '0');
        const number = `${base}`.padStart(8, '0') + check;
        return parseEnterpriseNumber(number) === number;
      }),
    ),
  );
});
