import { createInterface } from 'node:readline/promises';

/**
 * Asks who sits at the terminal; nobody there says no.
 *
 * @param question without the answers that it takes
 */
export async function askYes(question: string): Promise<boolean> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return false;
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await lines.question(`${question} [y/N] `);
    return /^(?:y|yes|j|ja)$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
