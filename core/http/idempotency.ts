import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { idempotencyKeyRequired, invalidData } from './problems.ts';

/** What a use case passes to `core.begin_command`, so that one command never acts twice. */
export interface CommandKey {
  /** The client's UUID, lower case; null on a UiTPAS route whose client sent none. */
  readonly key: string | null;
  /** SHA-256 of all that was asked, hexadecimal: another content under the same key differs. */
  readonly hash: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads the key of a command. To be called before validation, which fills in defaults: those may
 * change in a later version, and a key is remembered for ever.
 *
 * @throws Problem `idempotency-key-required`, or `invalid-data` when it is no UUID
 */
export function readCommandKey(
  request: FastifyRequest,
  idempotency: 'required' | 'optional',
): CommandKey {
  return { key: readKey(request, idempotency), hash: hashOf(request) };
}

function readKey(request: FastifyRequest, idempotency: 'required' | 'optional'): string | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined || header === '') {
    if (idempotency === 'required') {
      throw idempotencyKeyRequired({ detail: 'header idempotency-key is missing: send a UUID' });
    }
    return null;
  }
  const key = String(header).toLowerCase();
  if (!UUID.test(key)) throw invalidData({ detail: 'header idempotency-key must be a UUID' });
  return key;
}

/**
 * The client, and who signed in by it, is part of it: a key of another is not answered with that
 * one's outcome.
 */
function hashOf(request: FastifyRequest): string {
  const { params, query, body = null } = request;
  const { admin, citizen, clientId } = request.caller;
  const user = citizen ?? admin;
  const client = user ? `${clientId} ${user.id}` : clientId;
  const asked = { client, params, query, body };
  return hash('sha256', canonicalJson(asked), 'hex');
}

/**
 * JSON with the properties of each object in one order, so that the same content is the same text.
 * Bodies are at most 32 levels deep when they come here.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const properties = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${properties.join(',')}}`;
}
