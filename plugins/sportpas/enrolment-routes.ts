import { type Static, Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import { isoOf } from '../../core/contract/moment.ts';
import type { RouteDefinition } from '../../core/contract/plugin.ts';
import { unlessErased } from '../../core/contract/replay.ts';
import { acceptPlace, declinePlace } from './answer-offer.ts';
import { cancelEnrolment, listEnrolments } from './cancel-enrolment.ts';
import type { SportpasConfig } from './config.ts';
import { findByCard } from './enrol.ts';
import { Enrolment } from './enrolment.entity.ts';
import {
  enrolmentNotFound,
  holderNotFound,
  noOffer,
  seriesNotFound,
  seriesStarted,
} from './problems.ts';

const card = (description: string) => Type.String({ minLength: 1, maxLength: 64, description });
const uuid = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: uuid });
const Card = Type.Object({ card: card('any number of the card') });
const Payer = Type.Object({
  payerCard: Type.Optional(card('of who pays; the household of the holder when left out')),
});
const Found = Type.Object({
  id: uuid,
  series: Type.String(),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('offered'), Type.Literal('enrolled')]),
  offeredUntil: Type.Union([
    Type.String({ format: 'date-time', description: 'the last moment to accept the place' }),
    Type.Null(),
  ]),
});
const Ended = Type.Object({
  id: uuid,
  state: Type.Union([
    Type.Literal('enrolled'),
    Type.Literal('declined'),
    Type.Literal('cancelled'),
  ]),
});

type Request = { params: Static<typeof Params> };

/** The same end of an enrolment, when it is asked again. */
const replayOf =
  (state: Static<typeof Ended>['state']) =>
  async (host: Host<SportpasConfig>, { params: { id } }: Request) => {
    const { entities, municipality } = host;
    return unlessErased(host, await entities.findOne(Enrolment, { id, municipality }), {
      id,
      state,
    });
  };

/**
 * What a desk needs to answer an offer or cancel: the enrolments of the holder that stands there.
 */
export const findEnrolments: RouteDefinition<SportpasConfig> = {
  method: 'POST',
  path: '/enrolments/find',
  summary: 'The enrolments of the holder of a card, and the places that are offered',
  permission: 'SPORTPAS_ENROLMENTS_WRITE',
  changesNothing: true,
  body: Card,
  response: Type.Array(Found),
  problems: [holderNotFound],
  async handle(host: Host<SportpasConfig>, { body }: { body: Static<typeof Card> }) {
    const enrolments = await listEnrolments(host, await findByCard(host, body.card));
    return enrolments.map(({ id, offeredUntil, series, state }) => {
      const isOffered = state === 'offered' && typeof offeredUntil === 'number';
      return { id, series, state, offeredUntil: isOffered ? isoOf(offeredUntil) : null };
    });
  },
};

/** The place that is offered is taken, and charged. */
export const acceptOffer: RouteDefinition<SportpasConfig> = {
  method: 'POST',
  path: '/enrolments/:id/accept',
  summary: 'Accept the place in a lesson series that came free',
  permission: 'SPORTPAS_ENROLMENTS_WRITE',
  params: Params,
  body: Payer,
  response: Ended,
  problems: [enrolmentNotFound, noOffer, holderNotFound, seriesNotFound],
  async handle(
    host: Host<SportpasConfig>,
    { params, body }: Request & { body: Static<typeof Payer> },
  ) {
    await acceptPlace(host, { ...body, id: params.id });
    return { id: params.id, state: 'enrolled' };
  },
  replay: replayOf('enrolled'),
};

/** The place that is offered goes to the next who waits. */
export const declineOffer: RouteDefinition<SportpasConfig> = {
  method: 'POST',
  path: '/enrolments/:id/decline',
  summary: 'Decline the place in a lesson series that came free',
  permission: 'SPORTPAS_ENROLMENTS_WRITE',
  params: Params,
  response: Ended,
  problems: [enrolmentNotFound, noOffer],
  async handle(host: Host<SportpasConfig>, { params }: Request) {
    await declinePlace(host, params.id);
    return { id: params.id, state: 'declined' };
  },
  replay: replayOf('declined'),
};

/** A place is given up before the series begins; what was charged is taken back. */
export const cancel: RouteDefinition<SportpasConfig> = {
  method: 'POST',
  path: '/enrolments/:id/cancel',
  summary: 'Cancel an enrolment for a lesson series',
  permission: 'SPORTPAS_ENROLMENTS_WRITE',
  params: Params,
  response: Ended,
  problems: [enrolmentNotFound, seriesStarted, seriesNotFound],
  async handle(host: Host<SportpasConfig>, { params }: Request) {
    await cancelEnrolment(host, params.id);
    return { id: params.id, state: 'cancelled' };
  },
  replay: replayOf('cancelled'),
};
