import { defineProblem } from '../contract/problem.ts';

export const invalidData = defineProblem({
  name: 'invalid-data',
  type: 'https://api.publiq.be/probs/body/invalid-data',
  status: 400,
  title: 'Invalid data',
  explanation:
    'A value in the body, the query or the path is not of the form that this call takes. ' +
    '`detail` says which value and what would be right; `jsonPointer` points to it in the body.',
});

export const invalidSyntax = defineProblem({
  name: 'invalid-syntax',
  type: 'https://api.publiq.be/probs/body/invalid-syntax',
  status: 400,
  title: 'Invalid body syntax',
  explanation:
    'The body is not JSON in UTF-8, or an object in it has a property twice (RFC 7493). ' +
    '`detail` says where.',
});

export const bodyMissing = defineProblem({
  name: 'body-missing',
  type: 'https://api.publiq.be/probs/body/missing',
  status: 400,
  title: 'Body missing',
  explanation: 'This call needs a JSON body, and none was sent.',
});

export const bodyTooLarge = defineProblem({
  name: 'body-too-large',
  status: 413,
  title: 'Body too large',
  explanation: 'A body may be 1 MB at most. Send it in parts.',
});

export const unsupportedMediaType = defineProblem({
  name: 'unsupported-media-type',
  status: 415,
  title: 'Unsupported media type',
  explanation:
    'Bodies are sent as `Content-Type: application/json`, as they are: not compressed, without ' +
    '`Content-Encoding`.',
});

export const tooManyRequests = defineProblem({
  name: 'too-many-requests',
  status: 429,
  title: 'Too many requests',
  explanation:
    'This client or this address asks more often than it may: `limit` says which limit it met, ' +
    '`perMinute` how often it may, and `Retry-After` how many seconds to wait. Nothing was done; ' +
    'a command with its `Idempotency-Key` is safe to repeat.',
  endUserMessage: { nl: 'Dit ging te snel na elkaar. Probeer het zo dadelijk opnieuw.' },
});

export const urlNotFound = defineProblem({
  name: 'not-found',
  type: 'https://api.publiq.be/probs/url/not-found',
  status: 404,
  title: 'Not found',
  explanation:
    'Nothing is served at this address with this method. A route of a plugin answers this where ' +
    'the municipality has not enabled the plugin.',
});

export const queryLimitExceeded = defineProblem({
  name: 'query-limit-exceeded',
  type: 'https://api.publiq.be/probs/url/query-limit-exceeded',
  status: 400,
  title: 'Query limit exceeded',
  explanation: '`limit` may be 500 at most. Ask the rest with `start`.',
});

export const malformedRequest = defineProblem({
  name: 'malformed-request',
  status: 400,
  title: 'Malformed request',
  explanation: 'What was sent is not HTTP, or its headers are too large or took too long to come.',
});

export const nationalNumberInUrl = defineProblem({
  name: 'insz-not-in-url',
  status: 400,
  title: 'National number in the address',
  explanation:
    'A national number (INSZ) never goes in a path or a query: addresses end up in logs and ' +
    'histories. Send it in the body of `POST /api/passholders/search`.',
});

export const idempotencyKeyRequired = defineProblem({
  name: 'idempotency-key-required',
  status: 400,
  title: 'Idempotency-Key required',
  explanation:
    'This command needs a header `Idempotency-Key` with a UUID that the client makes and keeps: ' +
    'sent again with the same key, a command is never carried out twice.',
});

export const idempotencyKeyReused = defineProblem({
  name: 'idempotency-key-reused',
  status: 422,
  title: 'Idempotency-Key used before',
  explanation:
    'The same `Idempotency-Key` came before with another command or other content. ' +
    'A new command needs a new key; a repeated one the same content.',
});

export const commandInProgress = defineProblem({
  name: 'command-in-progress',
  status: 409,
  title: 'Still in progress',
  explanation:
    'Another request is changing the same thing, or carries out the same command. ' +
    'Nothing was changed by this one: send it again with the same key.',
  endUserMessage: { nl: 'Dit wordt al verwerkt. Probeer het zo dadelijk opnieuw.' },
});

export const serviceUnavailable = defineProblem({
  name: 'service-unavailable',
  status: 503,
  title: 'Service unavailable',
  explanation:
    'The database or the identity provider did not answer in time, or this process has more to ' +
    'do than it can or is stopping. `Retry-After` says when to try again; a command with its ' +
    '`Idempotency-Key` is safe to repeat.',
  endUserMessage: { nl: 'Dit lukt nu even niet. Probeer het zo dadelijk opnieuw.' },
});

export const internalError = defineProblem({
  name: 'internal-error',
  status: 500,
  title: 'Internal error',
  explanation:
    'Something went wrong on our side; it was logged under the `requestId` of the answer. ' +
    'A command with its `Idempotency-Key` is safe to repeat.',
  endUserMessage: { nl: 'Er ging iets mis bij ons. Probeer het later opnieuw.' },
});
