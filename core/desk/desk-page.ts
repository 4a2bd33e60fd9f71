import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import formbody from '@fastify/formbody';
import { Eta } from 'eta';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../access/caller.ts';
import { clientsOf } from '../access/clients.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import { listEvents } from '../events/list-events.ts';
import { checkRights } from '../rights/check-rights.ts';
import { seeRights } from '../rights/show-rights.ts';
import { type DeskAnswer, describeAnswer, formatEuro } from './describe-answer.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const eta = new Eta({ views: folder, cache: true });
/** A card in the colour of the page; in the page itself, so that nothing more is asked for. */
const ICON_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect x="2" y="6" width="28" height="20" rx="4" fill="#0e4a5c"/>' +
  '<path d="M9 16l5 5 9-10" fill="none" stroke="#fff" stroke-width="3.5"/></svg>';
const ICON = `data:image/svg+xml,${encodeURIComponent(ICON_SVG)}`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Asked {
  readonly card: string;
  readonly event: string;
}

/**
 * The page at `/` on which a newcomer sees one tap work: a card number in, its rights out, as one
 * desk of the demo would see them. It asks for nobody's name, so it exists in the demo only.
 *
 * @param clientId of the desk, in the configuration
 */
export async function addDeskPage(app: FastifyInstance, clientId: string): Promise<void> {
  const css = await readFile(new URL('./desk.css', import.meta.url), 'utf8');
  const script = await readFile(new URL('./select-last-number.mjs', import.meta.url), 'utf8');
  await app.register(async (page) => {
    await page.register(formbody, { bodyLimit: 2_000 });
    page.get('/desk.css', async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(css),
    );
    page.get('/desk.js', async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(script),
    );
    page.get('/', async (_request, reply) =>
      sendPage(reply, { core: app.core, clientId, asked: { card: '', event: '' } }),
    );
    page.post('/', async (request, reply) =>
      sendPage(reply, { core: app.core, clientId, asked: readForm(request.body) }),
    );
  });
}

async function sendPage(
  reply: FastifyReply,
  { core, clientId, asked }: { core: Core; clientId: string; asked: Asked },
): Promise<FastifyReply> {
  const caller = clientsOf(core.installation()).get(clientId);
  if (!caller) throw new Error(`the configuration has no client ${clientId}`);
  const page = { organizerId: actingOrganizerId(caller), start: 0, limit: 50 };
  const { member: events } = await listEvents(core, caller, page);
  const found = asked.card === '' ? {} : await look(core, caller, asked);
  const offered = events.map(({ id, title, regularPriceCents }) => {
    return { id, title, price: formatEuro(regularPriceCents) };
  });
  const html = eta.render('./desk', {
    desk: caller.municipality.config.clients[clientId]?.name ?? clientId,
    town: caller.municipality.config.name,
    asked,
    icon: ICON,
    event: offered.find(({ id }) => id === asked.event) ?? null,
    events: offered,
    ...found,
  });
  return reply.type('text/html; charset=utf-8').send(html);
}

/** What came of asking: an answer, or in words why there is none. */
type Found = { readonly answer: DeskAnswer } | { readonly problem: string };

async function look(core: Core, caller: Caller, asked: Asked): Promise<Found> {
  try {
    const answer = await checkRights(core, caller, {
      card: asked.card,
      eventId: asked.event === '' ? null : asked.event,
      place: null,
      at: core.now(),
    });
    return { answer: describeAnswer(answer, seeRights(caller, answer.rights)) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const words = error.details.endUserMessage ?? error.definition.endUserMessage;
    return { problem: words?.nl ?? 'Dit lukt nu niet.' };
  }
}

function readForm(body: unknown): Asked {
  const form = (body ?? {}) as Partial<Record<keyof Asked, unknown>>;
  const { card, event } = form;
  return {
    card: typeof card === 'string' ? card.slice(0, 64).replaceAll('\0', '').trim() : '',
    event: typeof event === 'string' && UUID.test(event) ? event : '',
  };
}
