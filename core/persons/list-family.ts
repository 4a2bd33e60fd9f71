import type { Static } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { lookAtPerson } from './note-looks.ts';
import { asSelf, type PassholderShape, showPassholder } from './passholder-shape.ts';
import type { StoredPassholder } from './read-passholder.ts';

/** Somebody of a family, as UiTPAS shows one. */
export interface ShownFamilyMember {
  uitpasNumber?: string;
  passholder?: Static<typeof PassholderShape>;
  creationDate: string;
  icon?: string;
  mainFamilyMember: boolean;
}

/** What `core.list_family` answers of one. */
interface StoredFamilyMember {
  readonly passholder: StoredPassholder;
  readonly icon: string | null;
  readonly joinedAt: string;
  readonly isMain: boolean;
}

/**
 * The family that a pass holder of the caller's municipality keeps a list of, the holder first. A
 * pass holder who signed in sees himself in full, and of the others no more than who they are by
 * number; that is no look. A desk sees those of its own municipality in full, each recorded.
 *
 * @throws Problem `passholder-not-found`
 */
export async function listFamily(
  core: Core,
  caller: Caller,
  passholderId: string,
): Promise<ShownFamilyMember[]> {
  const { cardSystemId, municipality } = caller;
  const found = await callForJson<StoredFamilyMember[] | null>(core.pool, 'core.list_family', [
    cardSystemId,
    passholderId,
    municipality.id,
    clockAt(core.now()).day,
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
  if (!found) throw passholderNotFound();
  return found.map((member) => showMember(core, caller, member));
}

function showMember(core: Core, caller: Caller, member: StoredFamilyMember): ShownFamilyMember {
  const { icon, isMain, joinedAt, passholder: stored } = member;
  const { municipality, citizen } = caller;
  const isOwn = [stored.municipalityId, stored.residenceId].includes(municipality.id);
  const isShown = citizen ? isMain : isOwn;
  const reader = citizen ? asSelf(caller) : caller;
  return {
    ...(stored.card && { uitpasNumber: stored.card.number }),
    ...(isShown && { passholder: showPassholder(core, reader, stored) }),
    creationDate: new Date(joinedAt).toISOString(),
    ...(icon !== null && { icon }),
    mainFamilyMember: isMain,
  };
}

/** A family of somebody else. */
export interface OtherFamily {
  name: string;
  firstName: string;
  passholderId: string;
  memberSince: string;
}

/**
 * The families of others, of the caller's municipality, that a pass holder of it was added to.
 *
 * @throws Problem `passholder-not-found`
 */
export async function listFamilies(
  core: Core,
  caller: Caller,
  passholderId: string,
): Promise<OtherFamily[]> {
  const found = await callForJson<OtherFamily[] | null>(core.pool, 'core.list_families', [
    caller.cardSystemId,
    passholderId,
    caller.municipality.id,
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
  if (!found) throw passholderNotFound();
  return found.map((family) => ({
    ...family,
    memberSince: new Date(family.memberSince).toISOString(),
  }));
}
