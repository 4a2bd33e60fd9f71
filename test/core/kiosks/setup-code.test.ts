import fc from 'fast-check';
import t from 'tap';
import { isCurrentCode, readSetupCode, setupCode } from '../../../core/kiosks/setup-code.ts';
import { testKeys } from '../../fixtures/test-keys.ts';

const CODE_ID = '0b7fb9b8-3a8c-4c1f-9a3e-6f3f0d3a2b11';

t.test('a code is read as it was typed', (t) => {
  const code = setupCode(testKeys, { cardSystemId: 12, codeId: CODE_ID });

  t.match(code, /^12(?:-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
  const signs = code.slice(3);
  for (const typed of [code, ` ${code.toLowerCase()} `, `12-${signs.replaceAll('-', '')}`]) {
    t.same(readSetupCode(typed), { cardSystemId: 12, code }, typed);
  }
  const alike = code.replaceAll('0', 'o').replace(/(?<=-.*)1/g, 'l');
  t.equal(readSetupCode(alike)?.code, code, 'signs that look alike are the same');
  t.end();
});

t.test('anything else is no code', (t) => {
  for (const text of [
    '',
    '1',
    '1-',
    '0-AAAA-AAAA-AAAA-AAAA',
    '1-AAAA-AAAA-AAAA-AAA',
    'x'.repeat(99),
  ]) {
    t.equal(readSetupCode(text), undefined, text);
  }
  t.end();
});

t.test('codes of two kiosks, or of two card systems, are two codes', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: 9999 }), (a, b, cardSystemId) => {
        const code = setupCode(testKeys, { cardSystemId, codeId: a });
        const other = setupCode(testKeys, { cardSystemId, codeId: b });
        const elsewhere = setupCode(testKeys, { cardSystemId: cardSystemId + 1, codeId: a });
        const signs = elsewhere.slice(elsewhere.indexOf('-'));
        return (a === b || code !== other) && !code.endsWith(signs);
      }),
    ),
  );
  t.end();
});

t.test('a code holds for a day', (t) => {
  const madeAt = '2026-11-20T10:00:00+01:00';

  t.ok(isCurrentCode(madeAt, Date.parse('2026-11-21T09:59:59+01:00')));
  t.notOk(isCurrentCode(madeAt, Date.parse('2026-11-21T10:00:00+01:00')));
  t.end();
});
