import fc from 'fast-check';
import t from 'tap';
import { parseChipNumber } from '../../../core/passes/chip-number.ts';

t.test(
  'a chip number is fourteen upper-case hex characters, however a reader writes it',
  async (t) => {
    for (const text of ['047FB9243417E3', '047fb9243417e3', '04:7F:B9:24:34:17:E3']) {
      t.equal(parseChipNumber(text), '047FB9243417E3', text);
    }
    t.equal(parseChipNumber(' 04 7f b9 24 34 17 e3 '), '047FB9243417E3');
  },
);

t.test('anything else is no chip number', async (t) => {
  for (const text of ['', '047FB924', '047FB9243417E', '047FB9243417E30', '047FB9243417EG']) {
    t.equal(parseChipNumber(text), undefined, text);
  }
});

t.test('a reader that has read nothing has not read a card', async (t) => {
  t.equal(parseChipNumber('00000000000000'), undefined);
  t.equal(parseChipNumber('ff:ff:ff:ff:ff:ff:ff'), undefined);
});

t.test('reading is the same once and twice', async (t) => {
  const bytes = fc.uint8Array({ minLength: 7, maxLength: 7 });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(bytes, (uid) => {
        const read = parseChipNumber(uid.toHex());
        return read === undefined || parseChipNumber(read) === read;
      }),
    ),
  );
});
