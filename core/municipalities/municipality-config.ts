import { type Static, Type } from 'typebox';
import { KEY_PATTERN, organizerRef, partyRef, paymentMeans } from '../contract/settings.ts';
import { CouponConfig } from '../coupons/coupon-config.ts';
import { client, permissionName } from './client-config.ts';
import { DistributionKeyConfig } from './distribution-key-config.ts';
import { KioskConfig } from './kiosk-config.ts';
import { PassPriceConfig } from './pass-price-config.ts';
import { associations, families, schools } from './people-config.ts';
import { RetentionConfig } from './retention-config.ts';
import { ValidationConfig } from './validation-config.ts';

const accounts = Type.Partial(
  Type.Object({
    cash: partyRef('who owns the till'),
    card: partyRef('who owns the account behind the payment terminal'),
    online: partyRef('who owns the account that online payments reach'),
    statement: partyRef('who collects what is paid on a statement'),
  }),
  {
    additionalProperties: false,
    description: 'whose account takes the money, per payment means; the organizer itself if absent',
  },
);

const organizer = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'as people know it' }),
    kind: Type.Union(
      [Type.Literal('department'), Type.Literal('association'), Type.Literal('partner')],
      { description: 'a department of the town, an association, or a private partner' },
    ),
    legalEntity: Type.Optional(
      Type.String({ 'x-reference': 'legalEntity', description: 'to which a department belongs' }),
    ),
    costCentre: Type.Optional(Type.String({ description: 'in the accounts of the town' })),
    accounts: Type.Optional(accounts),
    importNames: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        description: 'what old lists call it, when that is neither its key nor its name',
      }),
    ),
    defaultMeans: paymentMeans({
      default: 'card',
      description: 'the payment means of a sale that names none',
    }),
    soldBy: Type.Union(
      [Type.Literal('everybody'), Type.Array(organizerRef('who may sell its events'))],
      { default: [], description: 'the other organizers that may sell tickets for its events' },
    ),
  },
  { additionalProperties: false },
);

const place = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    kind: Type.Union([
      Type.Literal('facility'),
      Type.Literal('location'),
      Type.Literal('zone'),
      Type.Literal('door'),
      Type.Literal('desk'),
    ]),
    organizer: organizerRef('who runs it'),
  },
  { additionalProperties: false },
);

/**
 * The file of one municipality, without its `plugins`: those are validated by each plugin's own
 * schema. Money is in whole cents, days are `YYYY-MM-DD`.
 */
export const MunicipalityConfig = Type.Object(
  {
    municipality: Type.String({
      pattern: KEY_PATTERN,
      description: 'its slug, equal to the file name',
    }),
    name: Type.String({ minLength: 1 }),
    nisCode: Type.String({ pattern: '^[0-9]{5}$', description: 'of the statistics office' }),
    cardSystem: Type.Object(
      {
        id: Type.Integer({ minimum: 1, description: 'the tenant; towns with one id share a card' }),
        name: Type.String({ minLength: 1 }),
      },
      { additionalProperties: false },
    ),
    postalCodes: Type.Array(
      Type.String({ pattern: '^[1-9][0-9]{3}$', 'x-form': 'four digits such as 2500' }),
      { minItems: 1 },
    ),
    contactEmail: Type.Optional(
      Type.String({ format: 'email', description: 'where residents ask about their pass' }),
    ),
    languages: Type.Array(
      Type.Union([Type.Literal('nl'), Type.Literal('fr'), Type.Literal('en')]),
      { minItems: 1, default: ['nl'] },
    ),
    legalEntities: Type.Record(
      Type.String({ pattern: KEY_PATTERN }),
      Type.Object(
        {
          name: Type.String({ minLength: 1 }),
          enterpriseNumber: Type.Optional(Type.String({ format: 'enterprise-number' })),
        },
        { additionalProperties: false },
      ),
      { default: {} },
    ),
    otherParties: Type.Record(
      Type.String({ pattern: KEY_PATTERN }),
      Type.Object(
        {
          name: Type.String({ minLength: 1 }),
          kind: Type.Union([Type.Literal('pot'), Type.Literal('external')]),
        },
        { additionalProperties: false },
      ),
      { default: {} },
    ),
    organizers: Type.Record(Type.String({ pattern: KEY_PATTERN }), organizer, { minProperties: 1 }),
    places: Type.Record(Type.String({ pattern: KEY_PATTERN }), place, { default: {} }),
    kiosks: Type.Record(Type.String({ pattern: KEY_PATTERN }), KioskConfig, {
      default: {},
      description: 'the posts at which holders save points; a device is set up at each',
    }),
    pass: Type.Object(
      {
        earner: organizerRef('whose revenue the price of a pass is'),
        prices: Type.Array(PassPriceConfig, { minItems: 1 }),
        digital: Type.Optional(
          Type.Boolean({ description: 'a pass can do without a card: a number on a screen' }),
        ),
      },
      { additionalProperties: false },
    ),
    distributionKeys: Type.Array(DistributionKeyConfig, { default: [] }),
    socialTariff: Type.Object(
      {
        graceDays: Type.Integer({ minimum: 0, maximum: 366, default: 30 }),
        payerForOutsiders: Type.Optional(
          partyRef('who stands in for the municipality of a holder who lives elsewhere'),
        ),
        managedBy: Type.Array(organizerRef('who grants and suspends it'), { default: [] }),
        validation: Type.Optional(ValidationConfig),
      },
      { additionalProperties: false, default: {} },
    ),
    points: Type.Optional(
      Type.Object(
        {
          expireAfterMonths: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 120,
              description: 'months in which a point can be spent; for ever when left out',
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    associations: Type.Optional(associations),
    schools: Type.Optional(schools),
    families: Type.Optional(families),
    coupons: Type.Optional(Type.Record(Type.String({ pattern: KEY_PATTERN }), CouponConfig)),
    retention: RetentionConfig,
    permissionSets: Type.Record(Type.String({ pattern: KEY_PATTERN }), Type.Array(permissionName), {
      default: {},
    }),
    clients: Type.Record(Type.String({ pattern: KEY_PATTERN }), client, { default: {} }),
  },
  { additionalProperties: false },
);
export type MunicipalityConfig = Static<typeof MunicipalityConfig>;
