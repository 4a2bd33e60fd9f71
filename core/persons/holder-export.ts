import { type Static, Type } from 'typebox';
import { Nullable } from '../http/schemas.ts';
import { OptInShape } from './passholder-shape.ts';

const text = Type.String();
const perhaps = Nullable(Type.String());
const id = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const perhapsDay = Nullable(Type.String({ format: 'date' }));
const moment = Type.String({ description: 'ISO 8601' });
const cents = Type.Integer({ description: 'euro cents' });

const Person = Type.Object({
  id,
  firstName: text,
  lastName: text,
  birthDate: day,
  email: perhaps,
  phone: perhaps,
  street: perhaps,
  houseNumber: perhaps,
  postalCode: perhaps,
  city: perhaps,
  interests: Type.Array(text),
  optInPreferences: Nullable(OptInShape),
  school: perhaps,
  uitidId: perhaps,
  uitidEmail: perhaps,
  note: Nullable(Type.String({ description: 'what desks noted about the person' })),
  picture: Nullable(
    Type.Object({ type: text, base64: Type.String({ description: 'the picture itself' }) }),
  ),
  isNationalNumberKept: Type.Boolean({ description: 'the number itself leaves no computer' }),
});

const Role = Type.Object({
  id,
  plugin: text,
  role: text,
  municipality: text,
  attributes: Type.Record(Type.String(), Type.Unknown()),
  validFrom: day,
  validUntil: perhapsDay,
  endedAt: perhaps,
  endReason: perhaps,
  history: Type.Array(
    Type.Object({ kind: text, validFrom: day, validUntil: perhapsDay, happenedAt: moment }),
  ),
  uses: Type.Array(
    Type.Object({
      allowance: text,
      unit: text,
      amount: Type.Integer(),
      lapsed: Type.Integer({ description: 'what lapsed with it' }),
      place: perhaps,
      uitpasNumber: perhaps,
      happenedAt: moment,
    }),
  ),
});

const Payment = Type.Object({
  id,
  kind: text,
  event: perhaps,
  organizer: text,
  plugin: perhaps,
  role: perhaps,
  uitpasNumber: perhaps,
  tariff: text,
  priceCents: cents,
  paidCents: cents,
  happenedAt: moment,
  cancelledAt: perhaps,
});

const Coupon = Type.Object({
  number: Type.Integer(),
  coupon: text,
  organizer: text,
  volume: Type.Integer({ description: 'tickets in each calendar period' }),
  period: text,
  validFrom: day,
  validUntil: perhapsDay,
  grantedAt: moment,
});

const Look = Type.Object({
  clientId: text,
  organizer: perhaps,
  subject: text,
  reason: perhaps,
  lookedAt: moment,
});

/** Everything that is kept of a holder, for that person to read. */
export const HolderExport = Type.Object({
  exportedAt: moment,
  passholder: Type.Object({ id, registeredAt: moment, municipality: text, residence: perhaps }),
  person: Person,
  households: Type.Array(
    Type.Object({
      relation: text,
      others: Type.Array(text, { description: 'what the others are, not who' }),
    }),
  ),
  families: Type.Array(
    Type.Object({
      isOwn: Type.Boolean(),
      icon: perhaps,
      memberSince: perhaps,
      members: Type.Integer({ description: 'how many, not who' }),
    }),
  ),
  associations: Type.Array(Type.Object({ association: text, endDate: day, registeredAt: moment })),
  cards: Type.Array(
    Type.Object({
      uitpasNumber: text,
      chipNumber: perhaps,
      status: Type.String({ description: 'of the card; `OLD_NUMBER` for one that was taken over' }),
      activatedAt: perhaps,
      blockedAt: perhaps,
    }),
  ),
  socialTariff: Type.Array(
    Type.Object({
      status: text,
      effectiveFrom: day,
      endDate: perhapsDay,
      organizer: perhaps,
      recordedAt: moment,
    }),
  ),
  roles: Type.Array(Role),
  checkIns: Type.Array(
    Type.Object({
      event: text,
      organizer: text,
      uitpasNumber: text,
      points: Type.Integer(),
      happenedAt: moment,
      deletedAt: perhaps,
    }),
  ),
  points: Type.Object({
    balance: Type.Integer(),
    postings: Type.Array(
      Type.Object({ kind: text, points: Type.Integer(), happenedAt: moment, expiresAt: perhaps }),
    ),
  }),
  rewards: Type.Array(
    Type.Object({
      kind: Type.String({ description: '`granted` with the first pass, or `redeemed`' }),
      title: text,
      organizer: text,
      points: Type.Integer(),
      uitpasNumber: perhaps,
      happenedAt: moment,
      cancelledAt: perhaps,
    }),
  ),
  coupons: Type.Array(Coupon),
  payments: Type.Array(Payment),
  orders: Type.Array(
    Type.Object({
      organizer: text,
      status: text,
      requestedAt: moment,
      firstName: text,
      lastName: text,
      birthDate: day,
      email: perhaps,
      phone: perhaps,
      street: perhaps,
      postalCode: perhaps,
      city: perhaps,
      socialTariffUntil: perhapsDay,
    }),
    { description: 'what was told when the pass was ordered from home' },
  ),
  offers: Type.Array(Type.Object({ plugin: text, state: text, madeAt: moment, until: moment })),
  looks: Type.Array(Look),
  plugins: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
    description: 'what each plugin keeps in tables of its own',
  }),
});
export type HolderExport = Static<typeof HolderExport>;
