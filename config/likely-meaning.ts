/** What to write instead, or undefined when it cannot be told. */
type Meaning = string | undefined;

const yes = ['yes', 'y', 'on', 'ja', 'j', 'aan', 'waar', 'oui', 'vrai', 'true', '1'];
const no = ['no', 'n', 'off', 'nee', 'neen', 'uit', 'onwaar', 'non', 'faux', 'false', '0'];

/** `true` or `false` for the words that people use for them, in Dutch, French and English. */
export function meantBoolean(written: string): Meaning {
  const word = written.trim().toLowerCase();
  if (yes.includes(word)) return 'true';
  return no.includes(word) ? 'false' : undefined;
}

/**
 * A number as YAML writes it, for `2,50`, `€ 5`, `1.000,00` or `25 %`; in whole cents when
 * `unit` is `cents` and the text says euro by a sign, a word or two decimals.
 */
export function meantNumber(
  written: string,
  { unit, isWhole }: { unit: 'cents' | 'none'; isWhole: boolean },
): Meaning {
  const saysEuro = /€|\beuro?s?\b/i.test(written);
  const bare = written
    .replaceAll(/€|\beuro?s?\b|%|\bcents?\b/gi, '')
    .replaceAll(/(?<=\d)[\s_'](?=\d{3}(?!\d))/g, '')
    .trim();
  const parts =
    /^(?<sign>[+-]?)(?<whole>\d+|\d{1,3}(\.\d{3})+(?=,|$))([.,](?<decimals>\d+))?$/.exec(
      bare,
    )?.groups;
  if (parts === undefined) return undefined;
  const whole = (parts['whole'] ?? '').replaceAll('.', '').replace(/^0+(?=\d)/, '');
  const decimals = parts['decimals'] ?? '';
  // 1.000 and 1,000 are a thousand to some and one to others.
  if (isWhole && decimals.length === 3) return undefined;
  const sign = parts['sign'] === '-' ? '-' : '';
  if (unit === 'cents' && decimals.length <= 2 && (saysEuro || decimals !== '')) {
    return `${sign}${`${whole}${decimals.padEnd(2, '0')}`.replace(/^0+(?=\d)/, '')}`;
  }
  if (isWhole) return /^0*$/.test(decimals) ? `${sign}${whole}` : undefined;
  return `${sign}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

/** `2026-09-01` for `1/9/2026`, `01-09-2026` or `2026-9-1`: the day first, as in Belgium. */
export function meantDay(written: string): Meaning {
  const yearFirst = /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/;
  const dayFirst = /^(?<day>\d{1,2})[-/. ](?<month>\d{1,2})[-/. ](?<year>\d{4})$/;
  const parts = (yearFirst.exec(written.trim()) ?? dayFirst.exec(written.trim()))?.groups;
  if (parts === undefined) return undefined;
  try {
    const fields = {
      year: Number(parts['year']),
      month: Number(parts['month']),
      day: Number(parts['day']),
    };
    return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** The text in a form that the pattern accepts: kebab-case, trimmed, capitals, `08:30`. */
export function meantPattern(written: string, pattern: string): Meaning {
  const time = /^(?<hours>\d{1,2})[:.uh](?<minutes>\d{2})$/i.exec(written.trim())?.groups;
  const plain = written.trim().normalize('NFD').replaceAll(/\p{M}/gu, '');
  const forms = [
    ...(time === undefined ? [] : [`${time['hours']?.padStart(2, '0')}:${time['minutes']}`]),
    plain
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
    plain.replaceAll(/[\s.]/g, ''),
    plain.toUpperCase(),
  ];
  const accepts = new RegExp(pattern, 'u');
  return forms.find((form) => form !== written && accepts.test(form));
}
