import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Caller } from '../access/caller.ts';
import type { ReadCustomToken } from '../access/custom-token.ts';
import type { Core } from '../core.ts';
import type { CommandKey } from './idempotency.ts';
import type { RateLimiter } from './rate-limits.ts';

/** The Fastify instance that core's routes are added to: typed by their TypeBox schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyInstance {
    core: Core;
    /** Where it is reached from outside, without a path. */
    publicUrl: string;
    /** From now on `/readyz` answers 503, so that no new work comes in before the app is closed. */
    startDraining(): void;
    rateLimiter: RateLimiter;
  }
  interface FastifyRequest {
    /**
     * Who asks, set by the authorization of the route; a public route has none. In a handler it is
     * the caller for the acting organizer: where the query or the body of a route has an
     * `organizerId`, that one (403 when it is not the client's), else the client's default.
     */
    caller: Caller;
    /** Whom the rate limits count this request for: a client, a user by a client, a device. */
    askedBy: string;
    /** The key of a command and the hash of what it asks; only on a route with `idempotency`. */
    command: CommandKey;
  }
  /** Each route under /api has exactly one of the first four; boot refuses it otherwise. */
  interface FastifyContextConfig {
    /** What the caller must hold. */
    permission?: string;
    /** Every client may use it, whatever it holds. */
    anyClient?: true;
    /** The header `x-client-id` names the client (UiTPAS) and no token is asked: no secret. */
    byClientId?: true;
    /**
     * Whether a pass holder who signed in may use it; nobody else (`only`), others as well (`too`),
     * or not at all when left out.
     */
    citizens?: 'only' | 'too';
    /**
     * What is in the header `x-custom-token` says who asks (UiTPAS: kiosks, links to an order);
     * beside a permission, either is good.
     */
    customToken?: ReadCustomToken;
    /** No token is asked. */
    public?: true;
    /**
     * The shape is UiTPAS's: properties that it does not know are ignored instead of refused. A
     * sentence says in what the route differs from the published one, and why.
     */
    uitpas?: true | string;
    /** The route is a command: `required` on ours, `optional` where UiTPAS clients send no key. */
    idempotency?: 'required' | 'optional';
    /** The plugin that the route belongs to: unknown where the municipality has not enabled it. */
    plugin?: string;
    /** It finds persons by what is told of them, so that it is asked less often than others. */
    searches?: true;
    /** It answers also when there is too much to do, and whoever asks. */
    always?: true;
  }
}
