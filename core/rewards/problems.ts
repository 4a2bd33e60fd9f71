import { defineProblem } from '../contract/problem.ts';

const UITPAS = 'https://api.publiq.be/probs/uitpas';

export const rewardNotFound = defineProblem({
  name: 'reward-not-found',
  type: `${UITPAS}/reward-not-found`,
  status: 404,
  title: 'Reward not found',
  explanation:
    'No reward with this id is known in this card system, or it is offered by an organizer that ' +
    'you do not act for and you asked to change it.',
  endUserMessage: { nl: 'Dit voordeel is niet gekend.' },
});

export const rewardNotEditable = defineProblem({
  name: 'reward-not-editable',
  type: `${UITPAS}/reward-not-editable`,
  status: 400,
  title: 'Reward not editable',
  explanation:
    'The reward was redeemed by somebody, or granted with a first pass: its type, its points and ' +
    'the begin of its redeem and granting periods stay as they are. `jsonPointer` points to what ' +
    'was changed; make another reward instead.',
});

export const invalidCardSystem = defineProblem({
  name: 'invalid-card-system',
  type: `${UITPAS}/invalid-card-system`,
  status: 400,
  title: 'Invalid card system',
  explanation: 'A reward is offered in the card system of the client, and in no other.',
});

export const rewardPeriodConstraint = defineProblem({
  name: 'reward-period-constraint',
  type: `${UITPAS}/reward-period-constraint`,
  status: 400,
  title: 'Outside the redeem period',
  explanation: 'The reward cannot be redeemed at this moment, or is no longer offered.',
  endUserMessage: { nl: 'Dit voordeel kunt u nu niet omruilen.' },
});

export const rewardVolumeConstraint = defineProblem({
  name: 'reward-volume-constraint',
  type: `${UITPAS}/reward-volume-constraint`,
  status: 400,
  title: 'No units left',
  explanation: 'All units of this reward are taken.',
  endUserMessage: { nl: 'Jammer, dit voordeel is op.' },
});

export const rewardPassholderVolumeConstraint = defineProblem({
  name: 'reward-passholder-volume-constraint',
  type: `${UITPAS}/reward-passholder-volume-constraint`,
  status: 400,
  title: 'Not available to this pass holder again',
  explanation:
    'The pass holder took the reward as often as it may in this calendar period; or it is a ' +
    'welcome that did not come with the first pass of this holder, or was taken.',
  endUserMessage: { nl: 'U hebt dit voordeel al zo vaak omgeruild als kan.' },
});

export const rewardPassholderPointsConstraint = defineProblem({
  name: 'reward-passholder-points-constraint',
  type: `${UITPAS}/reward-passholder-points-constraint`,
  status: 400,
  title: 'Too few points',
  explanation: 'The pass holder has fewer points than the reward costs.',
  endUserMessage: { nl: 'Jammer, u hebt nog niet genoeg punten om dit voordeel om te ruilen.' },
});

export const rewardPassholderNoApplicableCardSystems = defineProblem({
  name: 'reward-passholder-no-applicable-cardsystems',
  type: `${UITPAS}/reward-passholder-no-applicable-cardsystems`,
  status: 400,
  title: 'Pass of another card system',
  explanation: 'The pass belongs to a card system in which this reward is not offered.',
  endUserMessage: { nl: 'Dit voordeel is er niet voor passen van een andere regio.' },
});

export const redeemedRewardNotFound = defineProblem({
  name: 'redeemed-reward-not-found',
  status: 404,
  title: 'Redeemed reward not found',
  explanation:
    'No redeemed reward with this id is known: it never was, it was cancelled before, or it was ' +
    'handed out and offered by organizers that you do not act for.',
});
