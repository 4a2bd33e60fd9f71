import fc from 'fast-check';
import t from 'tap';
import { decodeText } from '../../../core/imports/decode-text.ts';

const list = 'naam;voornaam;bedrag\r\nMüller-Claes;Zoë;5,00\r\nÖztürk;André;10,00\r\n';
const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();

function problemOf(bytes: Uint8Array): string | undefined {
  const decoded = decodeText(bytes);
  return 'problem' in decoded ? decoded.problem.code : undefined;
}

t.test('a list is read in every encoding that an office saves', async (t) => {
  const files: [string, Buffer, string][] = [
    ['UTF-8', Buffer.from(list), 'utf-8'],
    ['UTF-8 with byte order mark', Buffer.from(`\uFEFF${list}`), 'utf-8'],
    ['UTF-16 little-endian', utf16le(list), 'utf-16le'],
    ['UTF-16 little-endian with mark', utf16le(`\uFEFF${list}`), 'utf-16le'],
    ['UTF-16 big-endian', utf16be(list), 'utf-16be'],
    ['UTF-16 big-endian with mark', utf16be(`\uFEFF${list}`), 'utf-16be'],
    ['latin-1', Buffer.from(list, 'latin1'), 'windows-1252'],
  ];
  for (const [name, bytes, encoding] of files) {
    t.same(decodeText(bytes), { value: { encoding, text: list } }, name);
  }
});

t.test('the euro sign of windows-1252 is read', async (t) => {
  t.match(decodeText(Buffer.from([0x80, 0x3b, 0xe9])), { value: { text: '€;é' } });
});

t.test('accents that are written apart become one letter', async (t) => {
  t.match(decodeText(Buffer.from(list.normalize('NFD'))), { value: { text: list } });
});

t.test('one broken byte does not turn a UTF-8 list into gibberish', async (t) => {
  const bytes = Buffer.from(`${list}Zoë;Chloë;1\n`);
  bytes[bytes.indexOf(0xc3)] = 0x41;

  const decoded = decodeText(bytes);

  t.match(decoded, { value: { encoding: 'utf-8', text: /^naam[^]*MA\uFFFDller[^]*Chloë/ } });
});

t.test('a file that is no list says what it is', async (t) => {
  t.equal(problemOf(new Uint8Array()), 'empty-file');
  t.equal(problemOf(Buffer.from('\uFEFF')), 'empty-file');
  t.equal(problemOf(Buffer.from(' \r\n \r\n')), 'empty-file');
  t.equal(problemOf(Buffer.from('PK\u0003\u0004 and so on')), 'other-kind-of-file');
  t.equal(problemOf(Buffer.from('%PDF-1.7')), 'other-kind-of-file');
  t.equal(problemOf(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 9, 8])), 'not-text');
  t.equal(problemOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])), 'not-text');
  t.equal(problemOf(Buffer.from(`${list.repeat(50)}Jan\0Jansen`)), 'not-text');
});

t.test('no file whatsoever makes the reading throw', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeText(bytes);
        return 'problem' in decoded || !decoded.value.text.includes('\0');
      }),
    ),
  );
});
