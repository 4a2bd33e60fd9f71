import fc from 'fast-check';
import t from 'tap';
import type { KnownEvent } from '../../../core/events/known-events.ts';
import { chooseEvent, isOpen } from '../../../core/kiosks/choose-event.ts';

const NOON = Date.parse('2026-11-20T12:00:00+01:00');
const HERE = 'here';

const event = (change: Partial<KnownEvent>): KnownEvent => ({
  id: 'a',
  organizerId: 'o',
  placeId: null,
  title: 'Activiteit',
  regularPriceCents: 0,
  calendar: { type: 'PERMANENT' },
  earnsPoints: true,
  points: 1,
  limitVolume: null,
  limitPeriod: null,
  marginMinutes: 0,
  ticketLimitVolume: null,
  ticketLimitPeriod: null,
  isInCardSystem: true,
  distributionKey: null,
  version: 1,
  ...change,
});
const today = {
  type: 'DATES',
  dates: [{ day: '2026-11-20', opens: '10:00', closes: '14:00' }],
} as const;
const tomorrow = {
  type: 'DATES',
  dates: [{ day: '2026-11-21', opens: '10:00', closes: '14:00' }],
} as const;

const choose = (events: KnownEvent[], placeIds = [HERE]): string | undefined =>
  chooseEvent(events, { placeIds, epochMs: NOON })?.id;

t.test('a kiosk finds what is open now and earns points', (t) => {
  t.equal(choose([]), undefined);
  t.equal(choose([event({ calendar: tomorrow })]), undefined);
  t.equal(choose([event({ earnsPoints: false })]), undefined);
  t.equal(choose([event({ calendar: tomorrow }), event({ id: 'b' })]), 'b');
  t.end();
});

t.test('what is where the kiosk stands goes before what is nowhere, and elsewhere is none', (t) => {
  const [nowhere, here, elsewhere] = [
    event({ id: 'nowhere', calendar: today }),
    event({ id: 'here', placeId: HERE }),
    event({ id: 'elsewhere', placeId: 'there', calendar: today }),
  ];

  t.equal(choose([nowhere, here, elsewhere]), 'here');
  t.equal(choose([nowhere, elsewhere]), 'nowhere');
  t.equal(choose([elsewhere]), undefined);
  t.equal(choose([elsewhere], []), 'elsewhere', 'a kiosk without a place stands anywhere');
  t.end();
});

t.test('what is only today goes before what is always there', (t) => {
  const period = { type: 'PERIODIC', from: '2026-11-01', until: '2026-11-30' } as const;
  const [always, month, day] = [
    event({ id: 'always', title: 'A' }),
    event({ id: 'month', title: 'B', calendar: period }),
    event({ id: 'day', title: 'C', calendar: today }),
  ];

  t.equal(choose([always, month, day]), 'day');
  t.equal(choose([always, month]), 'month');
  t.end();
});

t.test('every process finds the same event, in whatever order it reads them', (t) => {
  const anyEvent = fc
    .record({
      id: fc.uuid(),
      title: fc.constantFrom('A', 'B'),
      placeId: fc.constantFrom(null, HERE, 'there'),
      calendar: fc.constantFrom(today, tomorrow, { type: 'PERMANENT' } as const),
      earnsPoints: fc.boolean(),
    })
    .map(event);

  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.uniqueArray(anyEvent, { selector: ({ id }) => id }), (events) => {
        const found = choose(events);
        const again = choose(events.toReversed());
        const suits = events.filter(
          (one) => one.earnsPoints && one.placeId !== 'there' && isOpen(one, NOON),
        );
        return found === again && (found === undefined) === (suits.length === 0);
      }),
    ),
  );
  t.end();
});
