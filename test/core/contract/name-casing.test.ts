import fc from 'fast-check';
import t from 'tap';
import { caseName } from '../../../core/contract/name-casing.ts';

t.test('a name in capitals gets the casing that is usual in Flanders', async (t) => {
  const names = {
    PEETERS: 'Peeters',
    'VAN DEN BROECK': 'Van den Broeck',
    'VAN DE VELDE': 'Van de Velde',
    'DE SMET': 'De Smet',
    'EL AMRANI': 'El Amrani',
    "D'HONDT": "D'hondt",
    "VAN 'T HOF": "Van 't Hof",
    "'T JAECKX": "'t Jaeckx",
    '’T JAECKX': "'t Jaeckx",
    "'S JONGERS": "'s Jongers",
    "'SJONGERS": "'sjongers",
    "O'BRIEN": "O'Brien",
    'MÜLLER-CLAES': 'Müller-Claes',
    'VAN DEN BROECK-DE SMET': 'Van den Broeck-De Smet',
    ÖZTÜRK: 'Öztürk',
    IJSERMANS: 'IJsermans',
    'JEAN-PIERRE': 'Jean-Pierre',
    'ANA-SOFÍA': 'Ana-Sofía',
  };
  for (const [capitals, usual] of Object.entries(names)) t.equal(caseName(capitals), usual);
});

t.test('a name with a small letter is left as its bearer writes it', async (t) => {
  for (const name of ['Van Der Auwera', 'van den broeck', 'McDonald', 'DeSmet', "d'Hondt"]) {
    t.equal(caseName(name), name);
  }
});

t.test('an initial and a text without letters are left alone', async (t) => {
  for (const name of ['A', 'J.', '', '-', '李']) t.equal(caseName(name), name);
});

t.test('casing changes no letter, and doing it twice changes nothing more', async (t) => {
  const names = fc.array(
    fc.constantFrom('VAN', 'DEN', 'DER', 'BROECK', "'T", "D'HONDT", 'A-B', 'ÉÈ', '-', "''"),
    { minLength: 1, maxLength: 5 },
  );
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(names, (words) => {
        const name = words.join(' ');
        const cased = caseName(name);
        return cased.toUpperCase() === name && caseName(cased) === cased;
      }),
    ),
  );
});
