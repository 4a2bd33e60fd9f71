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
