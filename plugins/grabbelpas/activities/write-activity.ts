import type { Host } from '../../../core/contract/host.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { Activity } from './activity.entity.ts';
import {
  type ActivityTerms,
  changedTerms,
  findFault,
  MOVED,
  NOTICED,
  PROMISED,
} from './activity-fault.ts';
import { hasBegun } from './activity-hours.ts';
import { findActivity, holdActivity, holdChildren } from './hold-activity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment } from '../enrolments/enrolment.entity.ts';
import { placeOf } from '../enrolments/give-places.ts';
import { countPlaces, offerFreePlaces } from '../enrolments/offer-free-places.ts';
import { findBusy } from '../enrolments/read-children.ts';
import { withdrawOffers } from '../enrolments/withdraw-offers.ts';
import {
  activityBegun,
  activityWrong,
  codeTaken,
  ofYouthService,
  overlaps,
  placesTaken,
} from '../problems.ts';

/** Only who acts for the youth service. @throws Problem `grabbelpas-of-youth-service` */
export function assertYouthService({ config, organizer }: Host<GrabbelpasConfig>): void {
  if (organizer !== config.department) throw ofYouthService();
}

/**
 * Makes an activity.
 *
 * @throws Problem, each `grabbelpas-`: `activity-wrong`, `code-taken`
 */
export async function makeActivity(
  host: Host<GrabbelpasConfig>,
  { code, id, ...terms }: ActivityTerms & { readonly id: string; readonly code: string },
): Promise<void> {
  assertRight(host, terms);
  const { cardSystemId, entities, municipality } = host;
  const named = { cardSystemId, municipality, code };
  await entities.upsert(
    Activity,
    { ...named, ...terms, id },
    {
      onConflictFields: ['cardSystemId', 'municipality', 'code'],
      onConflictAction: 'ignore',
    },
  );
  const made = await entities.findOneOrFail(Activity, named, { disableIdentityMap: true });
  if (made.id !== id) throw codeTaken();
}

/**
 * Changes an activity that has not begun. Who has a place keeps it, at the price it was; places
 * that are added are offered to who waits. What is offered when it is to be at another time, at
 * another price or for other ages, is withdrawn, and offered anew to the first who fits: nobody
 * accepts what nobody was told.
 *
 * @throws Problem, each `grabbelpas-`: `activity-not-found`, `activity-begun`, `activity-wrong`,
 * `places-taken`, `overlap`
 */
export async function changeActivity(
  host: Host<GrabbelpasConfig>,
  id: string,
  terms: ActivityTerms,
): Promise<void> {
  const seen = await findActivity(host, id);
  assertRight(host, terms);
  if (breaksOffers(seen, terms)) await withdrawOffers(host, id);
  const before = await holdActivity(host, id);
  if (hasBegun(before, clockAt(host.now()))) throw activityBegun();
  if (breaksOffers(before, terms)) await waitAgain(host, id);
  const { taken } = await countPlaces(host, before);
  if (terms.places < taken) throw placesTaken({ detail: `${taken} places are taken or offered` });
  const after = { ...before, ...terms };
  const changed = changedTerms(before, terms);
  if (changed.some((term) => NOTICED.has(term))) await movePlaces(host, after);
  if (changed.some((term) => MOVED.has(term))) {
    await host.entities.nativeUpdate(Enrolment, { activityId: id, state: 'enrolled' }, MOVED_PLACE);
  }
  await host.entities.nativeUpdate(Activity, { id }, terms);
  await offerFreePlaces(host, after);
}

const MOVED_PLACE = { isMoved: true } as const;

function breaksOffers(before: Activity, terms: ActivityTerms): boolean {
  return changedTerms(before, terms).some((term) => PROMISED.has(term));
}

/** Who was offered a place waits where he stood. */
async function waitAgain({ entities }: Host<GrabbelpasConfig>, activityId: string): Promise<void> {
  const again = { state: 'waiting' as const, offerId: null, offeredUntil: null };
  await entities.nativeUpdate(Enrolment, { activityId, state: 'offered' }, again);
}

/** Whoever has a place has it at the new time and place, unless a child would be at two. */
async function movePlaces(host: Host<GrabbelpasConfig>, activity: Activity): Promise<void> {
  const { entities, roles } = host;
  const enrolled = await entities.find(
    Enrolment,
    { activityId: activity.id, state: 'enrolled' },
    { orderBy: { passholderId: 'asc' }, disableIdentityMap: true },
  );
  const children = enrolled.map(({ passholderId }) => passholderId);
  await holdChildren(host, children);
  const busy = await findBusy(host, children, activity);
  if (busy.size > 0) {
    const detail = `${busy.size} of the children have another activity then: cancel theirs first`;
    throw overlaps({ detail });
  }
  const { firstDay: from, lastDay: until } = activity;
  for (const { roleId } of enrolled) {
    if (roleId) await roles.amend(roleId, { attributes: placeOf(activity), from, until });
  }
}

function assertRight({ config, now }: Host<GrabbelpasConfig>, terms: ActivityTerms): void {
  const fault = findFault(terms, config, clockAt(now()).day);
  if (!fault) return;
  const { column, detail, reason } = fault;
  const jsonPointer = `/${POINTERS[column] ?? column}`;
  const endUserMessage = { nl: reason.nl };
  throw activityWrong({ detail: `${jsonPointer} ${detail}`, jsonPointer, endUserMessage });
}

/** Where the body of a request says what stands flat in the table. */
const POINTERS: Readonly<Partial<Record<keyof ActivityTerms, string>>> = {
  agesFrom: 'ages/from',
  agesUntil: 'ages/until',
  giver: 'giver/organizer',
  owedCents: 'giver/owedCents',
  owedPer: 'giver/owedPer',
};
