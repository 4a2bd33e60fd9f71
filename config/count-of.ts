/**
 * A number with what is counted: `1 mistake`, `2 mistakes`.
 *
 * @param plural when that is not the noun with an s
 */
export function countOf(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
