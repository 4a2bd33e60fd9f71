import { createHash } from 'node:crypto';
import { makePassNumber } from '../../core/passes/pass-number.ts';
import type { WireRequest } from './arbitrary-requests.ts';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9])[0-9]{13}(?![0-9])/g;

/** The ids and the numbers of cards that stand in a text. */
export function idsIn(text: string): string[] {
  return text.match(ID) ?? [];
}

/** A request with nothing of a town in it: what it names, nobody has. */
export function unknownTwin(request: WireRequest, ofTown: ReadonlySet<string>): WireRequest {
  const twin = (text: string): string =>
    text.replaceAll(ID, (id) => (ofTown.has(id) ? unknownLike(id) : id));
  const { url, payload, headers } = request;
  return {
    ...request,
    url: twin(url),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, twin(value)]),
    ),
    ...(typeof payload === 'string' && { payload: twin(payload) }),
  };
}

/**
 * The same one for the same id, so that a request that names it twice still does; it begins alike,
 * because what begins with a letter may be taken where what begins with a digit is not.
 */
function unknownLike(id: string): string {
  const hex = createHash('sha256').update(`unknown ${id}`).digest('hex');
  if (id.length > 13) return id.replaceAll(/(?<=[0-9a-f-]{9})[0-9a-f]/g, (_, at) => hex.charAt(at));
  const digits = BigInt(`0x${hex}`).toString().slice(-11);
  return makePassNumber(`7${digits}`);
}
