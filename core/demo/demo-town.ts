import { type Static, Type } from 'typebox';
import { cents, KEY_PATTERN, organizerRef, placeRef } from '../contract/settings.ts';
import { REWARD_CATEGORIES } from '../rewards/reward-terms.ts';

const event = Type.Object(
  {
    title: Type.String({ minLength: 1 }),
    organizer: organizerRef('who offers it'),
    place: Type.Optional(placeRef('where it is')),
    priceCents: cents('the regular price'),
    earnsPoints: Type.Boolean({ default: true, description: 'a meal earns nothing' }),
    atMost: Type.Optional(
      Type.Object(
        {
          volume: Type.Integer({ minimum: 1, maximum: 100 }),
          period: Type.Union([Type.Literal('DAY'), Type.Literal('WEEK'), Type.Literal('MONTH')]),
        },
        { additionalProperties: false, description: 'check-ins of one holder' },
      ),
    ),
  },
  { additionalProperties: false },
);

const reward = Type.Object(
  {
    title: Type.String({ minLength: 1 }),
    description: Type.String({ minLength: 1 }),
    organizer: organizerRef('who offers it'),
    handedOutBy: Type.Array(organizerRef('who hands it out'), {
      default: [],
      description: 'the one who offers it if nobody is named',
    }),
    points: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, description: 'a welcome when left out' }),
    ),
    category: Type.Union(REWARD_CATEGORIES.map((category) => Type.Literal(category))),
    units: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    atMost: Type.Optional(
      Type.Object(
        {
          volume: Type.Integer({ minimum: 1, maximum: 100 }),
          period: Type.Union([Type.Literal('DAY'), Type.Literal('WEEK'), Type.Literal('MONTH')]),
        },
        { additionalProperties: false, description: 'for one holder' },
      ),
    ),
    worthCents: cents('to who hands it out', { default: 0 }),
    fundedBy: Type.Record(Type.String({ pattern: KEY_PATTERN }), Type.Integer({ minimum: 1 }), {
      default: {},
      description: 'who bears that, in proportion, by the keys of parties',
    }),
  },
  { additionalProperties: false },
);

const role = Type.Object(
  {
    plugin: Type.String({ pattern: KEY_PATTERN }),
    role: Type.String({ pattern: KEY_PATTERN }),
    seller: organizerRef('the desk that issues it'),
    attributes: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    daysAgo: Type.Integer({ minimum: 0, maximum: 300, default: 0, description: 'when it did' }),
    uses: Type.Optional(
      Type.Object(
        {
          place: placeRef('where it was used'),
          times: Type.Integer({ minimum: 1, maximum: 100, description: 'on as many days' }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

const command = Type.Object(
  {
    plugin: Type.String({ pattern: KEY_PATTERN }),
    route: Type.String({ pattern: '^(?:POST|PUT) /', description: 'as its plugin names it' }),
    organizer: organizerRef('who asks it'),
    body: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false, description: 'what a plugin is asked once, about this holder' },
);

const pass = Type.Object(
  {
    number: Type.String({ pattern: '^[0-9]{13}$' }),
    chipNumber: Type.String({ pattern: '^[0-9A-F]{14}$' }),
    who: Type.String({ minLength: 1, description: 'what it is an example of, in English' }),
    firstName: Type.String({ minLength: 1 }),
    lastName: Type.String({ minLength: 1 }),
    birthDate: Type.String({ format: 'date' }),
    points: Type.Integer({ minimum: 0, maximum: 50, default: 0, description: 'saved one by one' }),
    socialTariff: Type.Optional(
      Type.Union([
        Type.Literal('active'),
        Type.Literal('in-grace'),
        Type.Literal('expired'),
        Type.Literal('suspended'),
      ]),
    ),
    blocked: Type.Boolean({ default: false }),
    roles: Type.Array(role, { default: [] }),
    commands: Type.Array(command, { default: [] }),
  },
  { additionalProperties: false },
);

/** The file of one municipality in the demo: events, all open at any hour, rewards, and passes. */
export const DemoTown = Type.Object(
  {
    municipality: Type.String({ pattern: KEY_PATTERN }),
    deskPage: Type.Optional(Type.String({ description: 'the client whose desk the page at / is' })),
    events: Type.Record(Type.String({ pattern: KEY_PATTERN }), event, { minProperties: 1 }),
    rewards: Type.Record(Type.String({ pattern: KEY_PATTERN }), reward, { default: {} }),
    passes: Type.Array(pass),
  },
  { additionalProperties: false },
);
export type DemoTown = Static<typeof DemoTown>;
/** One pass of the demo: who has it, and what is on it. */
export type DemoPass = DemoTown['passes'][number];
/** What a plugin is asked for a pass of the demo. */
export type DemoCommand = DemoPass['commands'][number];
/** One event of the demo. */
export type DemoEvent = DemoTown['events'][string];
/** One reward of the demo, which anybody can have at any time. */
export type DemoReward = DemoTown['rewards'][string];
