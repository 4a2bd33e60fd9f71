import type { TestApi } from '../fixtures/open-api.ts';

/** A request of a client, before it is sent. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After `/api`, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Beside the token and the key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A file that is sent as a form, as its field `file`; where a body is given, that is sent. */
  readonly file?: Buffer;
}

/** One operation of the API, with all that is needed to call it well. */
export interface OperationCase {
  /** As the description names it. */
  readonly operation: string;
  /** A client that may: of Lier, or of Mechelen for what Lier does not have. */
  readonly client: string;
  /** The status of a good call. */
  readonly status: number;
  /** Makes what a good call is about, and answers the call: each time about something new. */
  prepare(api: TestApi): Promise<ApiRequest>;
}
