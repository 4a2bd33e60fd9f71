/** What may stand between the cells of a list; the first wins when two fit equally well. */
export const DELIMITERS = [';', '\t', '|', ','] as const;

export type Delimiter = (typeof DELIMITERS)[number];

const SAMPLE_LINES = 200;
const SAMPLE_CHARACTERS = 262_144;

/**
 * Finds the delimiter of a list: the one that occurs as often in its lines as in its header,
 * outside quotes; where several do, the one that makes the most columns.
 *
 * @param text the list from its header on; only its beginning is read
 * @returns `;` when no delimiter occurs in the header: a list of one column
 */
export function findDelimiter(text: string): Delimiter {
  const lines = countDelimiters(text.slice(0, SAMPLE_CHARACTERS));
  const [header] = lines;
  if (header === undefined) return DELIMITERS[0];

  let best: { delimiter: Delimiter; share: number; columns: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const columns = header[delimiter];
    if (columns === 0) continue;
    const share = lines.filter((line) => line[delimiter] === columns).length / lines.length;
    const isBetter =
      best === undefined || share > best.share || (share === best.share && columns > best.columns);
    if (isBetter) best = { delimiter, share, columns };
  }
  return best?.delimiter ?? DELIMITERS[0];
}

type Counts = Record<Delimiter, number>;

/** Counts the delimiters outside quotes, line by line; empty lines are left out. */
function countDelimiters(text: string): Counts[] {
  const lines: Counts[] = [];
  let counts = noDelimiters();
  let isEmpty = true;
  let isQuoted = false;
  let isCellStart = true;

  for (const character of `${text}\n`) {
    if (lines.length === SAMPLE_LINES) break;
    if (character === '"' && (isQuoted || isCellStart)) {
      // A doubled quote closes and opens again: what lies between is empty either way.
      isQuoted = !isQuoted;
      isCellStart = true;
      isEmpty = false;
    } else if (isQuoted) {
      continue;
    } else if (character === '\n' || character === '\r') {
      if (!isEmpty) lines.push(counts);
      counts = noDelimiters();
      isEmpty = true;
      isCellStart = true;
    } else {
      const isDelimiter = isKnown(character);
      if (isDelimiter) counts[character] += 1;
      isCellStart = isDelimiter || (isCellStart && character === ' ');
      isEmpty = false;
    }
  }
  return lines;
}

function noDelimiters(): Counts {
  return { ';': 0, '\t': 0, '|': 0, ',': 0 };
}

function isKnown(character: string): character is Delimiter {
  return (DELIMITERS as readonly string[]).includes(character);
}
