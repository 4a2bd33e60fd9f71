import type { Host } from './host.ts';
import { clockAt } from './period.ts';

/**
 * What a command about a pass holder answers when it comes again (`replay` of a route): the same as
 * it did, and undefined, which core tells as `fact-erased`, once the holder was erased.
 *
 * @param about what the plugin keeps of the command; null when that went with the holder
 */
export async function unlessErased<Answer>(
  { now, passholders }: Pick<Host<never>, 'now' | 'passholders'>,
  about: { readonly passholderId: string } | null,
  answer: Answer,
): Promise<Answer | undefined> {
  if (about === null) return undefined;
  const facts = await passholders.readFacts(about.passholderId, clockAt(now()).day);
  return facts === null ? undefined : answer;
}
