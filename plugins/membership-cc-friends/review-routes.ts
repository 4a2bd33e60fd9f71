import { type Static, Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import type { RouteDefinition } from '../../core/contract/plugin.ts';
import type { FriendsConfig } from './config.ts';
import { readMemberships, takeOver } from './memberships.ts';
import { holderNotFound, reviewNotFound } from './problems.ts';
import { closeReview } from './review-list.ts';
import { ReviewRow } from './review-row.entity.ts';

const Params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Page = Type.Object({
  start: Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
});
const Link = Type.Object({
  card: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
});
const nullable = (description: string) => Type.Union([Type.String(), Type.Null()], { description });
const Review = Type.Object({
  id: Type.String({ format: 'uuid' }),
  memberNumber: Type.String({ description: 'on the list that was handed over' }),
  seasonFrom: Type.String({ format: 'date' }),
  seasonUntil: Type.String({ format: 'date' }),
  firstName: nullable('as on the list'),
  lastName: nullable('as on the list'),
  birthDate: nullable('as on the list, `YYYY-MM-DD`'),
  email: nullable('as on the list'),
  reason: Type.String({ description: 'why nobody was recognised' }),
});
const Closed = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: Type.Union([Type.Literal('linked'), Type.Literal('dismissed')]),
});

/** The rows in which nobody was recognised, the oldest member number first. */
export const listReviews: RouteDefinition<FriendsConfig> = {
  method: 'GET',
  path: '/reviews',
  summary: 'The friends that the import did not recognise',
  permission: 'MEMBERSHIP_CC_FRIENDS_REVIEWS_READ',
  query: Page,
  response: Type.Object({ totalItems: Type.Integer(), member: Type.Array(Review) }),
  async handle(host: Host<FriendsConfig>, { query }: { query: Static<typeof Page> }) {
    const { entities, municipality } = host;
    const [rows, totalItems] = await entities.findAndCount(
      ReviewRow,
      { municipality, state: 'open' },
      {
        orderBy: { memberNumber: 'asc', seasonFrom: 'asc' },
        offset: query.start,
        limit: query.limit,
      },
    );
    return { totalItems, member: rows };
  },
};

/** Says who a friend is, by any number of the card, and takes the membership over. */
export const resolveReview: RouteDefinition<FriendsConfig> = {
  method: 'POST',
  path: '/reviews/:id/link',
  summary: 'Link a friend of the list with a pass holder',
  permission: 'MEMBERSHIP_CC_FRIENDS_REVIEWS_WRITE',
  params: Params,
  body: Link,
  response: Closed,
  problems: [reviewNotFound, holderNotFound],
  async handle(
    host: Host<FriendsConfig>,
    { params, body }: { params: Static<typeof Params>; body: Static<typeof Link> },
  ) {
    const review = await findOpenReview(host, params.id);
    const passholderId = await host.findHolder(body.card);
    if (passholderId === null) throw holderNotFound();
    const isMine = await closeReview(host, review.id, 'linked');
    if (!isMine) throw reviewNotFound();
    const memberships = await readMemberships(host, { passholderId });
    const season = { from: review.seasonFrom, until: review.seasonUntil };
    if (!memberships.has(passholderId, season)) await takeOver(host, passholderId, season);
    return { id: review.id, state: 'linked' };
  },
  async replay(_host: Host<FriendsConfig>, { params }: { params: Static<typeof Params> }) {
    return { id: params.id, state: 'linked' };
  },
};

/** Says that a row of the list need not be taken over. */
export const dismissReview: RouteDefinition<FriendsConfig> = {
  method: 'POST',
  path: '/reviews/:id/dismiss',
  summary: 'Take a row of the list off the review list',
  permission: 'MEMBERSHIP_CC_FRIENDS_REVIEWS_WRITE',
  params: Params,
  response: Closed,
  problems: [reviewNotFound],
  async handle(host: Host<FriendsConfig>, { params }: { params: Static<typeof Params> }) {
    if (!(await closeReview(host, params.id, 'dismissed'))) throw reviewNotFound();
    return { id: params.id, state: 'dismissed' };
  },
  async replay(_host: Host<FriendsConfig>, { params }: { params: Static<typeof Params> }) {
    return { id: params.id, state: 'dismissed' };
  },
};

async function findOpenReview(host: Host<FriendsConfig>, id: string): Promise<ReviewRow> {
  const { entities, municipality } = host;
  const review = await entities.findOne(ReviewRow, { id, municipality, state: 'open' });
  if (review === null) throw reviewNotFound();
  return review;
}
