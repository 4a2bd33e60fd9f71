import type { FastifyInstance } from 'fastify';

/** What pages may load: their own, and nothing inline. A page that needs more says so itself. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  "script-src 'self'",
  "style-src 'self'",
].join('; ');

/** Of every answer. OWASP Secure Headers Project, 2026. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': CONTENT_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  // The other names of the town's domain are not ours to decide about.
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/**
 * Headers that every answer has, whatever it is about: no answer has a header of its own that could
 * tell one holder from another. Answers are not compressed and have no ETag, because the length of
 * a compressed answer would tell what stands in it; they are never kept by a cache.
 *
 * A table and not @fastify/helmet, which builds its middleware anew for each request.
 */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(SECURITY_HEADERS);
    done();
  });
}
