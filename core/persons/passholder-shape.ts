import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { MembershipShape, showMembership } from '../passes/membership-shape.ts';
import type { StoredPassholder } from './read-passholder.ts';

/** For what a person wants to hear from the pass. */
export const OptInShape = Type.Object({
  serviceMails: Type.Boolean(),
  milestoneMails: Type.Boolean(),
  infoMails: Type.Boolean(),
  sms: Type.Boolean(),
  post: Type.Boolean(),
});

/** A pass holder in full, as UiTPAS shows one to a registration desk. */
export const PassholderShape = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String({ description: 'the last name' }),
  firstName: Type.String(),
  uitpasNumber: Type.Optional(
    Type.String({ description: 'of the active card, or else the last one' }),
  ),
  cardSystemMemberships: Type.Array(MembershipShape),
  email: Type.Optional(Type.String()),
  creationDate: Type.String({ format: 'date-time' }),
  dateOfBirth: Type.String({ format: 'date' }),
  points: Type.Integer({ minimum: 0 }),
  uitidStatus: Type.String({ enum: ['REGISTERED', 'UNREGISTERED'] }),
  address: Type.Object({
    street: Type.Optional(Type.String()),
    postalCode: Type.String(),
    city: Type.String(),
  }),
  postalCode: Type.String(),
  city: Type.String(),
  phoneNumber: Type.Optional(Type.String()),
  optInPreferences: Type.Optional(OptInShape),
});

/** What the shape leaves out, for the routes that answer it. */
export const PASSHOLDER_DIFFERS =
  '`socialTariff` is absent for every holder unless the client holds `SOCIALTARIFF_READ`; ' +
  '`inszNumber` and `registrationOrganizer` are never shown, and `gender`, `nationality` and the ' +
  'consents are not kept, because nothing here needs them';

/** A pass holder who signed in, as reading the own data: of oneself one may know everything. */
export function asSelf(caller: Caller): Caller {
  return { ...caller, permissions: new Set([...caller.permissions, 'SOCIALTARIFF_READ']) };
}

/** Shows a pass holder in full; who may open persons gets this, and the look is recorded. */
export function showPassholder(
  core: Core,
  caller: Caller,
  stored: StoredPassholder,
): Static<typeof PassholderShape> {
  const { email, phone, postalCode, city, optInPreferences } = stored;
  const street = [stored.street, stored.houseNumber].filter((part) => part !== null).join(' ');
  const place = { postalCode: postalCode ?? '', city: city ?? '' };
  return {
    id: stored.id,
    name: stored.lastName,
    firstName: stored.firstName,
    ...(stored.card && { uitpasNumber: stored.card.number }),
    cardSystemMemberships: [showMembership(stored, caller, clockAt(core.now()).day)],
    ...(email !== null && { email }),
    creationDate: new Date(stored.registeredAt).toISOString(),
    dateOfBirth: stored.birthDate,
    points: stored.points,
    uitidStatus: stored.hasUitid ? 'REGISTERED' : 'UNREGISTERED',
    address: { ...(street !== '' && { street }), ...place },
    ...place,
    ...(phone !== null && { phoneNumber: phone }),
    ...(optInPreferences && { optInPreferences }),
  };
}
