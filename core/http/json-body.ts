import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { maskNationalNumbersIn } from '../contract/national-number.ts';
import { findDuplicateKey, mayHaveDuplicateKey } from './duplicate-key.ts';
import { invalidSyntax, unsupportedMediaType } from './problems.ts';

/** Bytes. */
export const BODY_LIMIT = 1_048_576;

/**
 * Takes JSON bodies in UTF-8 only, in which no object has a property twice. An empty body is no
 * body: whether that is a problem, the route's schema says. A body that is compressed is refused
 * before it is read (RFC 9110, section 15.5.16): it could be a thousand times as large as it seems.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.addHook('preParsing', refuseEncoded);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async (_request: unknown, body: Buffer) => parseBody(body),
  );
}

async function refuseEncoded(
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
): Promise<undefined> {
  const encoding = headers['content-encoding'] ?? 'identity';
  const isChunked = headers['transfer-encoding'] !== undefined;
  const hasBody = isChunked || Number(headers['content-length'] ?? 0) > 0;
  if (/^\s*identity\s*$/i.test(encoding) || !hasBody || method === 'GET') return;
  void reply.header('accept-encoding', 'identity').header('connection', 'close');
  throw unsupportedMediaType({ detail: 'send the body without Content-Encoding' });
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw invalidSyntax({ detail: 'the body is not UTF-8' });
  const text = body.toString('utf8');
  const value = parseJson(text);
  if (mayHaveDuplicateKey(text, value)) refuseDuplicateKey(text);
  return value;
}

function refuseDuplicateKey(text: string): void {
  const pointer = findDuplicateKey(text);
  if (pointer === null) return;
  // A name that is no name of ours may be anything, also a person's number.
  const jsonPointer = maskNationalNumbersIn(pointer);
  throw invalidSyntax({ detail: `${jsonPointer} is there twice in the body`, jsonPointer });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The rest of the message repeats a part of the body.
    const place = /\(line [0-9]+ column [0-9]+\)/.exec(String(error))?.[0] ?? '';
    throw invalidSyntax({ detail: `the body is not valid JSON ${place}`.trim() });
  }
}
