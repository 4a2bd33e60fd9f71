import { defineProblem } from '../contract/problem.ts';

export const unauthorized = defineProblem({
  name: 'unauthorized',
  type: 'https://api.publiq.be/probs/auth/unauthorized',
  status: 401,
  title: 'Unauthorized',
  explanation:
    'This call needs `Authorization: Bearer <access token>` with a token of the identity ' +
    'provider that is meant for this API and has not expired.',
});

export const clientNotFound = defineProblem({
  name: 'client-not-found',
  type: 'https://api.publiq.be/probs/uitpas/client-not-found',
  status: 404,
  title: 'Client not found',
  explanation: 'The configuration of the municipality has no client with this id.',
});

export const rateLimited = defineProblem({
  name: 'rate-limited',
  type: 'https://api.publiq.be/probs/uitpas/rate-limited',
  status: 429,
  title: 'Rate limited',
  explanation:
    'This was tried too often in a short time: for this pass holder, or from this address. ' +
    'Whether it was right the last time is not said; try again in an hour.',
  endUserMessage: { nl: 'Er is te vaak geprobeerd. Probeer het later opnieuw.' },
});

export const forbidden = defineProblem({
  name: 'forbidden',
  type: 'https://api.publiq.be/probs/auth/forbidden',
  status: 403,
  title: 'Forbidden',
  explanation:
    'The token is good, but the client may not do this: it lacks the permission, or does not act ' +
    'for the organizer that it named. Permissions are given in the configuration of a ' +
    'municipality.',
  endUserMessage: { nl: 'U mag dit niet doen.' },
});
