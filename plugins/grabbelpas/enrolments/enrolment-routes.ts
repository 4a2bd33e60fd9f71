import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { Params } from '../activities/activity-routes.ts';
import { readChild } from './read-children.ts';
import { acceptPlaces, declinePlaces, readAccepted } from './answer-offer.ts';
import { cancelEnrolment } from './cancel-enrolment.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { enrol } from './enrol.ts';
import { Enrolment } from './enrolment.entity.ts';
import * as problems from '../problems.ts';

const card = (description: string) => Type.String({ minLength: 1, maxLength: 64, description });
const uuid = Type.String({ format: 'uuid' });
const payerCard = Type.Optional(card('of who pays; the household of each child when left out'));
const Order = Type.Object({
  cards: Type.Array(card('any number of the card of a child'), {
    minItems: 1,
    maxItems: 10,
    description: 'of one child, or of siblings who take part together or not at all',
  }),
  payerCard,
  waitWhenFull: Type.Boolean({
    default: false,
    description: 'wait for places when there are not enough',
  }),
});
const Enrolled = Type.Object({
  enrolments: Type.Array(
    Type.Object({
      id: uuid,
      state: Type.Union([Type.Literal('enrolled'), Type.Literal('waiting')]),
      chargedCents: Type.Union([Type.Integer(), Type.Null()], {
        description: 'what whoever pays owes for the place; null for one on the waiting list',
      }),
    }),
    { description: 'one for each card, in their order' },
  ),
});
const Acceptance = Type.Object({
  offerId: Type.String({ format: 'uuid', description: 'as it was found, and told to who accepts' }),
  payerCard,
});
const Cancelling = Type.Object({
  doctorsNote: Type.Boolean({
    default: false,
    description: 'a doctor wrote that the child cannot take part: everything is given back',
  }),
});
const Accepted = Type.Object({
  id: uuid,
  state: Type.Literal('enrolled'),
  places: Type.Array(
    Type.Object({
      id: uuid,
      chargedCents: Type.Integer({ description: 'what whoever pays owes for the place' }),
    }),
    { description: 'one for each enrolment that was offered a place together, in their order' },
  ),
});
const ended = (state: 'declined' | 'cancelled') =>
  Type.Object({ id: uuid, state: Type.Literal(state) });

type Request = { params: Static<typeof Params> };

/** Gives children a place, or one on the waiting list; whoever pays gets it on the account. */
export const enrolForActivity: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/activities/:id/enrolments',
  summary: 'Enrol a child, or siblings together, for a holiday activity',
  permission: 'GRABBELPAS_ENROLMENTS_WRITE',
  params: Params,
  body: Order,
  response: Enrolled,
  problems: [
    problems.activityNotFound,
    problems.activityBegun,
    problems.notYetOpen,
    problems.holderNotFound,
    problems.sameChild,
    problems.outsideAgeBand,
    problems.passRequired,
    problems.alreadyEnrolled,
    problems.overlaps,
    problems.activityFull,
    problems.waitingListFull,
  ],
  async handle(
    host: Host<GrabbelpasConfig>,
    {
      body,
      commandId: together,
      params,
    }: Request & { body: Static<typeof Order>; commandId: string },
  ) {
    return { enrolments: await enrol(host, { ...body, activityId: params.id, together }) };
  },
  replay: async (
    host: Host<GrabbelpasConfig>,
    { body, commandId }: { body: Static<typeof Order>; commandId: string },
  ) => answerOf(host, commandId, body.cards.length),
};

/** The places that are offered are taken, and charged. */
export const acceptOffer: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/enrolments/:id/accept',
  summary: 'Accept the place that came free, for all who asked together',
  permission: 'GRABBELPAS_ENROLMENTS_WRITE',
  params: Params,
  body: Acceptance,
  response: Accepted,
  problems: [
    problems.enrolmentNotFound,
    problems.noOffer,
    problems.holderNotFound,
    problems.activityNotFound,
    problems.activityBegun,
    problems.outsideAgeBand,
    problems.passRequired,
    problems.overlaps,
  ],
  async handle(
    host: Host<GrabbelpasConfig>,
    { body, params }: Request & { body: Static<typeof Acceptance> },
  ) {
    const places = await acceptPlaces(host, { ...body, id: params.id });
    return { id: params.id, state: 'enrolled', places };
  },
  replay: async (host: Host<GrabbelpasConfig>, { params }: Request) => {
    const { entities, municipality } = host;
    const named = { id: params.id, municipality };
    const found = await entities.findOne(Enrolment, named, { disableIdentityMap: true });
    const places = found ? await readAccepted(host, found) : [];
    const isKnown = places.length > 0 && (await areThere(host, places));
    return isKnown ? { id: params.id, state: 'enrolled', places } : undefined;
  },
};

/** The places that are offered go to the next who wait. */
export const declineOffer: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/enrolments/:id/decline',
  summary: 'Decline the place that came free, for all who asked together',
  permission: 'GRABBELPAS_ENROLMENTS_WRITE',
  params: Params,
  response: ended('declined'),
  problems: [problems.enrolmentNotFound, problems.noOffer, problems.activityNotFound],
  async handle(host: Host<GrabbelpasConfig>, { params }: Request) {
    await declinePlaces(host, params.id);
    return { id: params.id, state: 'declined' };
  },
  replay: async (host: Host<GrabbelpasConfig>, { params }: Request) => {
    return (await isThere(host, params.id)) ? { id: params.id, state: 'declined' } : undefined;
  },
};

/** A place is given up; what is given back follows from the settings, or from a note. */
export const cancel: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/enrolments/:id/cancel',
  summary: 'Cancel an enrolment for a holiday activity',
  permission: 'GRABBELPAS_ENROLMENTS_WRITE',
  params: Params,
  body: Cancelling,
  response: ended('cancelled'),
  problems: [
    problems.enrolmentNotFound,
    problems.activityNotFound,
    problems.activityBegun,
    problems.activityOver,
  ],
  async handle(
    host: Host<GrabbelpasConfig>,
    { body, params }: Request & { body: Static<typeof Cancelling> },
  ) {
    await cancelEnrolment(host, { id: params.id, hasNote: body.doctorsNote });
    return { id: params.id, state: 'cancelled' };
  },
  replay: async (host: Host<GrabbelpasConfig>, { params }: Request) => {
    return (await isThere(host, params.id)) ? { id: params.id, state: 'cancelled' } : undefined;
  },
};

/** Undefined when one of the children was erased since: nothing of it is told again. */
async function answerOf(
  host: Host<GrabbelpasConfig>,
  together: string,
  count: number,
): Promise<Static<typeof Enrolled> | undefined> {
  const { entities, municipality } = host;
  const made = await entities.find(
    Enrolment,
    { municipality, together },
    { orderBy: { number: 'asc' }, disableIdentityMap: true },
  );
  if (made.length < count || !(await areThere(host, made))) return undefined;
  const enrolments = made.map(({ began, chargedCents = null, id }) => {
    return { id, state: began, chargedCents: began === 'enrolled' ? chargedCents : null };
  });
  return { enrolments };
}

/** Whether all of these enrolments are of children that are still known. */
async function areThere(
  host: Host<GrabbelpasConfig>,
  enrolments: readonly { readonly id: string }[],
): Promise<boolean> {
  for (const { id } of enrolments) {
    if (!(await isThere(host, id))) return false;
  }
  return true;
}

/** Whether an enrolment is that of a child that is still known. */
async function isThere(host: Host<GrabbelpasConfig>, id: string): Promise<boolean> {
  const { entities, municipality } = host;
  const named = { id, municipality };
  const found = await entities.findOne(Enrolment, named, { disableIdentityMap: true });
  return found !== null && (await readChild(host, found.passholderId)) !== null;
}
