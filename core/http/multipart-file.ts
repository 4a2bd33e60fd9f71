import type { FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { BODY_LIMIT } from './json-body.ts';
import { invalidSyntax } from './problems.ts';

/**
 * Takes forms with files (RFC 7578) on the routes that are added after it, beside JSON: each file
 * becomes its bytes in base64, each other field its text, so that a route has one shape of body.
 */
export function acceptFiles(api: Api): void {
  api.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async (request: FastifyRequest, body: Buffer) =>
      readForm(body, request.headers['content-type'] ?? ''),
  );
}

async function readForm(body: Buffer, type: string): Promise<Record<string, string> | undefined> {
  if (body.length === 0) return undefined;
  const form = await parseForm(body, type);
  const fields = [...form].map(async ([name, value]): Promise<[string, string]> => {
    if (typeof value === 'string') return [name, value];
    return [name, Buffer.from(await value.arrayBuffer()).toString('base64')];
  });
  return Object.fromEntries(await Promise.all(fields));
}

/** By the parser of the platform, which reads what browsers send. */
async function parseForm(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), {
      headers: { 'content-type': type },
    }).formData();
  } catch {
    throw invalidSyntax({
      detail: 'the body is no form with the boundary that Content-Type names',
    });
  }
}
