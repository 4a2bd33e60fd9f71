import fc from 'fast-check';
import t from 'tap';
import {
  optionalCell,
  type Parsed,
  parseDay,
  parseEmail,
  parseEuro,
  parseName,
  parsePassStatus,
  parsePhone,
  parsePipeList,
  parseYesNo,
} from '../../../core/contract/cells.ts';

/** The value, or the code of the refusal. */
function read<T>(parsed: Parsed<T>): T | string {
  return 'problem' in parsed ? parsed.problem.code : parsed.value;
}

t.test('a day is read in the ways that towns write it', async (t) => {
  for (const text of ['17/10/2008', '17-10-2008', '17.10.2008', '2008-10-17', ' 17/10/2008 ']) {
    t.equal(read(parseDay(text)), '2008-10-17', text);
  }
  t.equal(read(parseDay('1/2/1999')), '1999-02-01');
  t.equal(read(parseDay('29/02/2000')), '2000-02-29');
});

t.test('a day that is incomplete or never was is refused', async (t) => {
  const refused = {
    '': 'empty',
    '1975': 'year-only',
    '17/10/08': 'two-digit-year',
    '31/02/2014': 'impossible-day',
    '12/13/1990': 'impossible-day',
    '29/02/1900': 'impossible-day',
    '00/00/0000': 'impossible-day',
    '17/10/0208': 'impossible-day',
    '17/10-2008': 'not-a-day',
    '2008-1-7': 'not-a-day',
    '29312': 'not-a-day',
    onbekend: 'not-a-day',
  };
  for (const [text, code] of Object.entries(refused)) t.equal(read(parseDay(text)), code, text);
});

t.test('every day from 1850 on is read back in every style', async (t) => {
  const days = fc
    .integer({ min: 0, max: 130_000 })
    .map((count) => Temporal.PlainDate.from('1850-01-01').add({ days: count }).toString());
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(days, fc.constantFrom('/', '-', '.'), (day, separator) => {
        const [year, month, date] = day.split('-');
        const styles = [day, [date, month, year].join(separator)];
        return styles.every((style) => read(parseDay(style)) === day);
      }),
    ),
  );
});

t.test('yes and no are read in the words that lists use', async (t) => {
  for (const text of ['ja', 'JA', ' j ', 'true', 'waar', '1', 'x', 'Y']) {
    t.equal(read(parseYesNo(text)), true, text);
  }
  for (const text of ['nee', 'Neen', 'n', 'false', 'onwaar', '0', 'no']) {
    t.equal(read(parseYesNo(text)), false, text);
  }
  t.equal(read(parseYesNo('')), 'empty');
  t.equal(read(parseYesNo('misschien')), 'not-yes-or-no');
});

t.test('an amount in euro becomes cents', async (t) => {
  const amounts = {
    '5,00': 500,
    '5.00': 500,
    '€ 5': 500,
    '€\u00a05,5': 550,
    '5 EUR': 500,
    '5,- euro': 500,
    '0,05': 5,
    '10': 1000,
    '1.250,50': 125_050,
    '1,250.50': 125_050,
    '1 250': 125_000,
    '1\u202f250,50': 125_050,
    '1.000.000,00': 100_000_000,
    '0': 0,
  };
  for (const [text, cents] of Object.entries(amounts)) t.equal(read(parseEuro(text)), cents, text);
});

t.test('an amount that can be read in two ways is refused', async (t) => {
  for (const text of ['1.005', '1,005', '12.345', '1.000.000', '€ 1.005']) {
    t.equal(read(parseEuro(text)), 'ambiguous-amount', text);
  }
});

t.test('what is no amount is refused', async (t) => {
  const refused = {
    '': 'empty',
    '€': 'empty',
    '-5,00': 'negative-amount',
    '€ -5': 'negative-amount',
    gratis: 'not-an-amount',
    '5 00': 'not-an-amount',
    '5,0,0': 'not-an-amount',
    '5,000,00': 'not-an-amount',
    '1.25050': 'not-an-amount',
    '1e3': 'not-an-amount',
    '12345678901': 'not-an-amount',
  };
  for (const [text, code] of Object.entries(refused)) t.equal(read(parseEuro(text)), code, text);
});

t.test('every amount as a Belgian spreadsheet writes it is read back to the cent', async (t) => {
  const belgian = new Intl.NumberFormat('nl-BE', { style: 'currency', currency: 'EUR' });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000_000 }), (cents) => {
        return read(parseEuro(belgian.format(cents / 100))) === cents;
      }),
    ),
  );
});

t.test('an e-mail address may have accents and stays as it was typed', async (t) => {
  for (const text of ['zoë.desmet2@voorbeeld.be', "d'hondt@a-b.co.uk", 'Łukasz@Voorbeeld.be']) {
    t.equal(read(parseEmail(text)), text);
  }
  t.equal(read(parseEmail(' jan@voorbeeld.be ')), 'jan@voorbeeld.be');
});

t.test('what is no e-mail address is refused', async (t) => {
  const texts = ['jan', 'jan@', '@voorbeeld.be', 'jan@voorbeeld', 'jan@a@b.be', 'a b@c.be'];
  const more = ['jan@voorbeeld.be;piet@voorbeeld.be', '.jan@a.be', 'jan..p@a.be', 'jan.@a.be'];
  for (const text of [...texts, ...more, `${'a'.repeat(250)}@a.be`]) {
    t.equal(read(parseEmail(text)), 'not-an-email', text);
  }
  t.equal(read(parseEmail('')), 'empty');
});

t.test('a telephone number loses its spaces, dots and slashes', async (t) => {
  t.equal(read(parsePhone('0471/12.34.56')), '0471123456');
  t.equal(read(parsePhone('+32 (0)471 12 34 56')), '+32471123456');
  t.equal(read(parsePhone('03 480 12 34')), '034801234');
  t.equal(read(parsePhone('471123456')), 'lost-zero');
  t.equal(read(parsePhone('geen')), 'not-a-phone-number');
  t.equal(read(parsePhone('')), 'empty');
});

t.test('a name is trimmed, and cased when it is in capitals only', async (t) => {
  t.equal(read(parseName('  VAN  DEN\u00a0BROECK ')), 'Van den Broeck');
  t.equal(read(parseName('Van Der Auwera')), 'Van Der Auwera');
  t.equal(read(parseName('?ukasz')), '?ukasz', 'an old system lost a letter, not the person');
});

t.test('a name without letters is missing', async (t) => {
  t.equal(read(parseName('   ')), 'empty');
  t.equal(read(parseName('-')), 'no-letters');
  t.equal(read(parseName('\u0301')), 'no-letters');
  t.equal(read(parseName('Jan 2')), 'digits-in-name');
  t.equal(read(parseName('a'.repeat(101))), 'name-too-long');
});

t.test('a name is seen whole', async (t) => {
  for (const sign of ['\u200b', '\u00ad', '\u061c', '\u200f', '\u3164', '\u{e0041}']) {
    t.equal(read(parseName(`Jan${sign}Piet`)), 'unseen-sign', JSON.stringify(sign));
  }
  for (const name of ['Zoe\u0308', '李', 'Ngũgĩ', 'عمر', "'t Jaeckx"]) {
    t.equal(read(parseName(name)), name);
  }
});

t.test('a pass is active or blocked', async (t) => {
  t.equal(read(parsePassStatus('Actief')), 'active');
  t.equal(read(parsePassStatus(' GEBLOKKEERD')), 'blocked');
  t.equal(read(parsePassStatus('')), 'empty');
  t.equal(read(parsePassStatus('weg')), 'unknown-status');
});

t.test('a list in a cell is taken apart at its bars', async (t) => {
  t.same(read(parsePipeList('sociaal restaurant| bus |kapper')), [
    'sociaal restaurant',
    'bus',
    'kapper',
  ]);
  t.same(read(parsePipeList('bus||bus|')), ['bus']);
  t.same(read(parsePipeList('')), []);
});

t.test(
  'a cell that may be empty is null when it is, and must be right when it is not',
  async (t) => {
    const parse = optionalCell(parseDay);

    t.equal(read(parse('  ')), null);
    t.equal(read(parse('17/10/2008')), '2008-10-17');
    t.equal(read(parse('1975')), 'year-only');
  },
);

t.test('no text whatsoever makes a parser throw or repeat what it refuses', async (t) => {
  const parsers = [parseDay, parseEuro, parseEmail, parsePhone, parseName, parseYesNo];
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 6 }), (text) =>
        parsers.every((parse) => {
          const parsed = parse(text);
          return 'value' in parsed || !parsed.problem.nl.includes(text);
        }),
      ),
    ),
  );
});
