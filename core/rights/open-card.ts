import type { Caller } from '../access/caller.ts';
import type { Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { askPool } from '../database/ask-pool.ts';
import { eventNotFound } from '../events/problems.ts';
import { passNotFound, passOfAnotherCardSystem } from '../passes/problems.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import type { CardFacts } from './card-facts.ts';
import { readCard } from './read-card.ts';

/**
 * Reads everything a tap needs to know of a card.
 *
 * @param question.card as it was typed, scanned or tapped
 * @throws Problem `pass-not-found` for a number nobody has, or that the caller may not resolve;
 * `pass-of-another-card-system` for a card of elsewhere; `event-not-found`
 */
export async function openCard(
  core: Core,
  caller: Caller,
  question: { card: string; eventId: string | null; day: Day },
): Promise<CardFacts> {
  const { eventId, day } = question;
  const asked = readPassIdentifier(question.card);
  // A number that betrays poverty is, to others, one that nobody has: same answer, same work.
  const resolvesDiscreet = caller.resolvesDiscreetAliases;
  const read = { number: asked, resolvesDiscreet, eventId, day };
  const facts = await readCard(core, caller.cardSystemId, read);
  if (!facts) throw await problemOfUnknownCard(core, caller, asked);
  if (eventId !== null && !facts.event) throw eventNotFound();
  return facts;
}

async function problemOfUnknownCard(core: Core, caller: Caller, asked: string): Promise<Error> {
  const [elsewhere] = await askPool<{ name: string }>(core.pool, {
    name: 'rights.find-card-system',
    text: `select s.name from core.card_directory d
             join core.card_system s on s.id = d.card_system_id
            where d.number = $1 and d.card_system_id <> $2`,
    values: [asked, caller.cardSystemId],
  });
  if (!elsewhere) return passNotFound();
  return passOfAnotherCardSystem({
    endUserMessage: { nl: `Deze pas hoort bij ${elsewhere.name}.` },
  });
}
