import { Type } from 'typebox';
import { KEY_PATTERN } from '../contract/settings.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { factErased } from '../points/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { GrantedCouponShape } from './coupon-shape.ts';
import { grantCoupon } from './grant-coupon.ts';
import { listCoupons } from './list-coupons.ts';
import { couponUnknown } from './problems.ts';

const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ passholderId: uuid });

const querystring = Type.Object({
  status: Type.Union([Type.Literal('ACTIVE'), Type.Literal('EXPIRED'), Type.Literal('ALL')], {
    default: 'ACTIVE',
  }),
  organizerId: Type.Optional(
    Type.String({ format: 'uuid', description: 'on whose behalf; your default when left out' }),
  ),
});

const DIFFERENT =
  'only the coupons that the client gives, or sells for, of the own municipality; `organizerId` ' +
  'is one of its own organizers.';

/** The coupons of the UiTPAS API 4.0, and giving one, which it has no words for. */
export async function couponRoutes(api: Api): Promise<void> {
  addListing(api, { path: '/passholders', permission: 'PASSHOLDER_COUPONS_READ', isGroup: false });
  addListing(api, { path: '/grouppasses', permission: 'GROUPPASS_COUPONS_READ', isGroup: true });
  addGranting(api);
}

function addListing(
  api: Api,
  { isGroup, path, permission }: { isGroup: boolean; path: string; permission: string },
): void {
  api.get(
    `${path}/:passholderId/coupons`,
    {
      config: { permission, uitpas: DIFFERENT },
      schema: {
        summary: isGroup ? 'The coupons of a group' : 'The coupons of a holder',
        tags: ['Coupons'],
        params,
        querystring,
        response: responses({ 200: Type.Array(GrantedCouponShape) }, passholderNotFound),
      },
    },
    async ({ caller, params: { passholderId }, query: { status } }) =>
      listCoupons(api.core, caller, { passholderId, isGroup, status }),
  );
}

function addGranting(api: Api): void {
  const { core } = api;
  api.post(
    '/passholders/:passholderId/coupons',
    {
      config: { permission: 'COUPONS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Give a coupon of yours to a holder or a group of the own municipality',
        description: 'Which coupons there are, and who gives them, is configuration.',
        tags: ['Coupons'],
        params,
        body: Type.Object({
          coupon: Type.String({ pattern: KEY_PATTERN, maxLength: 64, description: 'its key' }),
        }),
        response: responses(
          { 201: GrantedCouponShape },
          couponUnknown,
          factErased,
          passholderNotFound,
        ),
      },
    },
    async ({ body: { coupon }, caller, command, params: { passholderId } }, reply) =>
      reply.code(201).send(await grantCoupon(core, caller, { passholderId, coupon, command })),
  );
}
