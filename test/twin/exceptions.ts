import { compareKeys } from '../../core/billing/compare-keys.ts';
import type { Exception } from './ask.ts';
import type { Trait } from './persons.ts';

/*
 * Whoever may see a difference between the twins, why, and how much of one. Nobody else sees any.
 */

type Unless = Partial<Record<Trait, Exception>>;

interface Named {
  readonly right?: string;
  readonly plugin?: string;
}

/** The service that manages the social tariff opens a holder of its own town. */
export const knowsStatus: Unless = ofEveryStatus({
  because: 'who manages the social tariff of a town sees the status of its holders',
  body: (body) => body.replaceAll(/,"socialTariff":\{[^}]*\}/g, ''),
});

/** A holder who signed in sees the own data. */
export const isOneself: Unless = ofEveryStatus({
  because: 'of oneself one may know everything',
  body: (body) => body.replaceAll(/,"socialTariff":\{[^}]*\}/g, ''),
});

const randomNumber: Exception = {
  because: 'a pass without a card gets a random number',
  body: (body) => body.replaceAll(/(?<="uitpasNumber":")\d{13}(?=")/g, '<number>'),
  perhaps: true,
};

/** Somebody registers himself, with a pass without a card. */
export const isNumbered: Unless = {
  ...ofEveryStatus(randomNumber),
  staff: randomNumber,
  'former staff': randomNumber,
  gomorpas: randomNumber,
  'former gomorpas': randomNumber,
  child: randomNumber,
};

/** It asks what its own event costs, and is told whether that is by the social tariff. */
export const knowsTariff: Unless = ofEntitled({
  because: 'who manages the social tariff of a town is told a social tariff by its name',
  body: () => '{}',
});

/** It takes the list of its holders who have the social tariff. */
export const takesList: Unless = ofEntitled({
  because: 'who manages the social tariff of a town lists those who have it',
  body: () => '[]',
});

function ofEntitled(exception: Exception): Unless {
  return { active: exception, 'in grace': exception };
}

function ofEveryStatus(exception: Exception): Unless {
  return { ...ofEntitled(exception), expired: exception, suspended: exception };
}

/** The rows by which HR bears its part of a staff meal. */
const FUNDING_OF_MEAL = ['core.share', 'core.entry'];

/** The rows in which a use of an allowance is counted. */
const COUNTED = [
  'core.allowance',
  'core.allowance_use',
  'core.role',
  'core.passholder',
  'core.outbox',
];

/** The till of the restaurant asks for a staff member: an outward name and another price. */
const seesBenefit: Exception = {
  because:
    'gomorpas names the partners of each benefit: they see «voordeel», and the price of their own ' +
    'tickets while some are left, but never why',
  body: (body) => without(body, 'rights', ({ right }) => right === 'voordeel'),
  amounts: true,
};

/** A partner outside leisure asks what a card grants. */
export const atThePartner: Unless = { gomorpas: seesBenefit };

export const atTheTill: Unless = {
  gomorpas: seesBenefit,
  staff: {
    because:
      'staff-card names the till in `shownTo`: it sees the outward name of the badge, and for ' +
      'its own meals the staff price, but never why',
    body: (body) => without(body, 'rights', ({ right }) => right === 'voordeel'),
    amounts: true,
  },
};

/** It sells or cancels a meal: HR bears a part of the price of one of them. */
export const atTheTillSale: Unless = {
  gomorpas: {
    because: 'a meal at the price of a benefit takes one of the number, and welfare bears the rest',
    rows: [...FUNDING_OF_MEAL, ...COUNTED],
    statements: true,
    amounts: true,
  },
  staff: {
    because: 'a role price that only one of the two has is funded by HR: a share and an entry more',
    rows: FUNDING_OF_MEAL,
    amounts: true,
  },
};

/** The welfare service asks for the roles or rights of who has benefits. */
const decidesAboutBenefit: Exception = {
  because: 'welfare decides about the benefits: it sees all of them, and what is left',
  body: (body) =>
    ['rights', 'member'].reduce(
      (rest, list) => without(rest, list, ({ plugin }) => plugin === 'gomorpas'),
      body.replace(/"totalItems":\d+/, '"totalItems":0'),
    ),
};
export const ownerOfBenefit: Unless = {
  gomorpas: decidesAboutBenefit,
  'former gomorpas': decidesAboutBenefit,
};

/** It asks one page of them. */
export const pagesBenefits: Unless = {
  gomorpas: { ...decidesAboutBenefit, body: () => '{}' },
  'former gomorpas': { ...decidesAboutBenefit, body: () => '{}' },
};

/** The welfare service reads a grant, or takes out its list. */
export const readsGrants: Unless = {
  gomorpas: {
    because: 'welfare decides about the benefits: its list has everybody who has one, looked at',
    body: () => '{}',
    rows: ['core.look'],
    statements: true,
  },
};

/** The personnel service asks for the roles or rights of a staff member. */
const decidesAboutBadge: Exception = {
  because: 'HR decides about the badge: it sees all of it, and the price that it pays for',
  body: (body) =>
    ['rights', 'member'].reduce(
      (rest, list) => without(rest, list, ({ plugin }) => plugin === 'staff-card'),
      body.replace(/"totalItems":\d+/, '"totalItems":0'),
    ),
  amounts: true,
};
export const ownerOfBadge: Unless = { staff: decidesAboutBadge, 'former staff': decidesAboutBadge };

/** The personnel service takes out the list of its badges. */
export const listsBadges: Unless = {
  staff: {
    because: 'HR decides about the badge: its list has everybody who has one, each looked at',
    body: () => '{}',
    rows: ['core.look'],
    statements: true,
  },
};

/** The childcare asks for the rights of a child that is enrolled. */
export const ownerOfChild: Unless = {
  child: {
    because: 'the childcare decides about the enrolment: it sees all of it',
    body: (body) => without(body, 'rights', ({ plugin }) => plugin === 'childcare-access'),
  },
};

/** The childcare asks where a child is enrolled. */
export const hasEnrolment: Unless = {
  child: {
    because: 'the childcare is told where a child is enrolled',
    body: () => '[]',
    statements: true,
  },
};

/** The childcare takes out the list of its children. */
export const listsChildren: Unless = {
  child: {
    because: 'the list of the childcare has everybody who is enrolled, each looked at',
    body: () => '{}',
    rows: ['core.look'],
    statements: true,
  },
};

/** A door of a zone of the badge: yes or no is the answer. */
export const doorOfBadge: Unless = {
  staff: { because: 'the door of one who may go in opens', body: () => '{}' },
};

/** The financial director and a department see amounts by party, role and month. */
export const moneyIsOwed: Unless = paysOtherwise(
  'what parties owe each other follows from the prices, and amounts of 0 appear nowhere: it is ' +
    'shown to finance and, as sums of five facts or more, to the department itself',
);

/** The financial director opens a fact, which is recorded with the reason. */
export const factIsOpened: Unless = {
  ...moneyIsOwed,
  ...inAnyOrder('the shares of a fact have no order'),
};

function inAnyOrder(because: string): Unless {
  const exception = { because, body: sorted, perhaps: true } as const;
  return {
    expired: exception,
    suspended: exception,
    staff: exception,
    'former staff': exception,
    gomorpas: exception,
    'former gomorpas': exception,
    child: exception,
  };
}

/** A body of which the lists are put in order. */
function sorted(body: string): string {
  return JSON.stringify(JSON.parse(body), (_key, value: unknown) =>
    Array.isArray(value) ? value.map((item) => JSON.stringify(item)).toSorted() : value,
  );
}

function paysOtherwise(because: string): Unless {
  return ofEntitled({ because, body: shapeOf });
}

/** The names of a body at any depth, without what is said under them. */
function shapeOf(body: string): string {
  const names = new Set(Array.from(body.matchAll(/"(\w+)":/g), ([, name = '']) => name));
  return JSON.stringify([...names].toSorted(compareKeys));
}

function without(body: string, list: string, isExcepted: (item: Named) => boolean): string {
  const parsed = JSON.parse(body) as Record<string, Named[] | undefined>;
  const kept = parsed[list]?.filter((item) => !isExcepted(item));
  return JSON.stringify({ ...parsed, ...(kept && { [list]: kept }) });
}
