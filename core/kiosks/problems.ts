import { defineProblem } from '../contract/problem.ts';

export const kioskNotFound = defineProblem({
  name: 'kiosk-not-found',
  type: 'https://api.publiq.be/probs/uitpas/kiosk-not-found',
  status: 400,
  title: 'Kiosk not found',
  explanation: 'The setup code is good, and belongs to a kiosk of another name.',
  endUserMessage: { nl: 'Deze code hoort bij een andere spaarzuil.' },
});

export const kioskAlreadyConfigured = defineProblem({
  name: 'kiosk-already-configured',
  type: 'https://api.publiq.be/probs/uitpas/kiosk-already-configured',
  status: 400,
  title: 'Kiosk already configured',
  explanation:
    'A device was set up by this setup code, which works once. Ask a new code by ' +
    '`POST /api/kiosks/{kioskId}/setup-codes` to put another device in its place.',
  endUserMessage: { nl: 'Deze spaarzuil is al ingesteld. Vraag een nieuwe code.' },
});

export const kioskDeviceAlreadyInUse = defineProblem({
  name: 'kiosk-device-already-in-use',
  type: 'https://api.publiq.be/probs/uitpas/kiosk-device-already-in-use',
  status: 400,
  title: 'Kiosk device already in use',
  explanation: 'This device stands at another kiosk. It is free once that one has another device.',
  endUserMessage: { nl: 'Dit toestel is al een andere spaarzuil.' },
});

export const eventNotAcceptable = defineProblem({
  name: 'event-not-acceptable',
  type: 'https://api.publiq.be/probs/uitpas/event-not-acceptable',
  status: 400,
  title: 'Event not acceptable',
  explanation:
    'The event is of an organizer that this kiosk does not stand at, or earns no points.',
  endUserMessage: { nl: 'Op deze activiteit kan deze spaarzuil geen punten geven.' },
});
