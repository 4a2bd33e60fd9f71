import { hash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { WireRequest } from './arbitrary-requests.ts';
import type { FuzzTowns } from './fuzz-towns.ts';
import { ofOneTown } from './of-one-town.ts';
import { idsIn, unknownTwin } from './unknown-twin.ts';

/** Whose request it is. */
export interface Asked {
  readonly operationId: string;
  /** A client of Lier that may. */
  readonly client: string;
  readonly request: WireRequest;
}

/** Ids and numbers that Lier has, and nobody elsewhere. */
export type OfLier = Set<string>;

/**
 * What is wrong with how the towns answer a request: null when nothing is. First it is asked
 * elsewhere, because Lier may do what it is asked.
 */
export async function faultIn(
  towns: FuzzTowns,
  asked: Asked,
  ofLier: OfLier,
): Promise<string | null> {
  const { client, request } = asked;
  const leak = await leakTo(towns, { ...asked, client: strangerFor(request) }, ofLier);
  if (leak !== null) return leak;
  const answer = await towns.send(client, request);
  if (answer.statusCode < 300) for (const id of idsIn(answer.body)) ofLier.add(id);
  return describeWrong(towns, request, answer);
}

/** One of the two, always the same one for a request, so that it can be made smaller. */
function strangerFor({ url, headers, payload }: WireRequest): string {
  // Without ids, which are others each time.
  const shape = `${url} ${JSON.stringify(headers)} ${String(payload)}`.replaceAll(/[0-9a-f]/g, '');
  const isOdd = hash('sha256', shape, 'buffer').readUInt8(0) % 2 === 1;
  return isOdd ? 'mechelen-everything' : 'nijlen-everything';
}

/** An error of ours, or an answer that the served description of the API does not have. */
function describeWrong(
  { check }: FuzzTowns,
  { method, url }: WireRequest,
  answer: LightMyRequestResponse,
): string | null {
  const { statusCode: status, body, headers } = answer;
  if (status >= 500) return `${status} ${body}`;
  const isProblem = headers['content-type']?.startsWith('application/problem+json') === true;
  if (status >= 400 && !isProblem) return `${status} is no problem: ${body}`;
  if (isProblem && answer.json<{ status: number }>().status !== status) return `not ${status}`;
  return check({ method, url, status, contentType: headers['content-type'], body });
}

/** What somebody of another town hears that only Lier may: it is answered as for unknown ids. */
async function leakTo(towns: FuzzTowns, asked: Asked, ofLier: OfLier): Promise<string | null> {
  const { client, request, operationId } = asked;
  const answer = await towns.send(client, request);
  const wrong = describeWrong(towns, request, answer);
  if (wrong !== null) return `${client}: ${wrong}`;

  const named = new Set(idsIn(textOf(request)));
  const isElsewhere = client.startsWith('mechelen');
  const told = idsIn(answer.body).filter((id) => ofLier.has(id) && !named.has(id));
  if (isElsewhere && told.length > 0) return `${client} is told ${[...new Set(told)].join(', ')}`;

  const isAboutLier = [...named].some((id) => ofLier.has(id));
  const mayNot = isElsewhere || ofOneTown.has(operationId);
  if (!isAboutLier || !mayNot || isAboutForm(answer)) return null;
  const differs = async (): Promise<string | null> => {
    const known = outcomeOf(await towns.send(client, request));
    const unknown = outcomeOf(await towns.send(client, unknownTwin(request, ofLier)));
    return known === unknown ? null : `${client}: ${known}, and of unknown ids ${unknown}`;
  };
  // What changes meanwhile (a place that is taken) is no difference the second time.
  return (await differs()) && differs();
}

/** What is answered of a card of elsewhere, or of nobody, at those that UiTPAS publishes. */
const OF_ELSEWHERE = [
  '/pass-of-another-card-system',
  '/passholder-no-active-cardsystems',
  '/invalid-uitpasnumber',
];
const UNKNOWN_PASS = 'https://api.publiq.be/probs/uitpas/pass-not-found';

/** Refused before anything was looked up. */
function isAboutForm(answer: LightMyRequestResponse): boolean {
  return answer.statusCode === 400 && /invalid-(?:data|syntax)|body\/missing/.test(answer.body);
}

function outcomeOf(answer: LightMyRequestResponse): string {
  const { statusCode: status } = answer;
  if (status < 400) return String(status);
  const { type } = answer.json<{ type: string }>();
  // Of a card the register of numbers tells which card system it belongs to, and nothing else.
  return `${status} ${OF_ELSEWHERE.some((name) => type.endsWith(name)) ? UNKNOWN_PASS : type}`;
}

function textOf({ url, headers, payload = '' }: WireRequest): string {
  return `${decode(url)} ${Object.values(headers).join(' ')} ${payload.toString()}`;
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
