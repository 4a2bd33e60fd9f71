import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { isWithin } from '../contract/period.ts';
import {
  CardSystemShape,
  showCardSystem,
  townsOfCardSystem,
} from '../municipalities/card-system-shape.ts';
import { endOfStatus } from '../tariffs/show-status.ts';
import type { StoredGroup } from './find-groups.ts';

/** A group pass as UiTPAS shows it. */
export const GroupShape = Type.Object({
  id: Type.String({ format: 'uuid' }),
  uitpasNumber: Type.String(),
  name: Type.String(),
  cardStatus: Type.String({
    enum: ['PROVISIONED', 'LOCAL_STOCK', 'ACTIVE', 'BLOCKED', 'DELETED'],
  }),
  email: Type.Optional(Type.String()),
  creationDate: Type.String({ format: 'date-time' }),
  socialTariff: Type.Optional(
    Type.Object({
      status: Type.String({ enum: ['ACTIVE', 'EXPIRED'] }),
      endDate: Type.String({ format: 'date-time' }),
      totalTicketsPerYear: Type.Integer({ minimum: 0 }),
      availableTickets: Type.Integer({ minimum: 0, description: 'of this calendar year' }),
    }),
  ),
  cardSystem: CardSystemShape,
  address: Type.Optional(
    Type.Object({
      street: Type.Optional(Type.String()),
      postalCode: Type.String(),
      city: Type.String(),
      country: Type.String(),
    }),
  ),
  telephone: Type.Optional(Type.String()),
});

/**
 * Shows a group as it is on a day. Nobody in it is known, so nobody is told of; where to reach it
 * is told to the clients of its own municipality.
 */
export function showGroup(
  stored: StoredGroup,
  caller: Caller,
  day: string,
): Static<typeof GroupShape> {
  const { socialTariff } = stored;
  const isOwn = stored.municipalityId === caller.municipality.id;
  return {
    id: stored.id,
    uitpasNumber: stored.uitpasNumber,
    name: stored.name,
    cardStatus: stored.cardStatus,
    creationDate: new Date(stored.registeredAt).toISOString(),
    ...(socialTariff && { socialTariff: showTariff(socialTariff, day) }),
    cardSystem: showCardSystem(townsOfCardSystem(caller.installation, caller.cardSystemId)),
    ...(isOwn && showContact(stored)),
  };
}

function showContact({ email, phone, postalCode, city, street }: StoredGroup) {
  return {
    ...(email !== null && { email }),
    address: { ...(street !== null && { street }), postalCode, city, country: 'be' },
    ...(phone !== null && { telephone: phone }),
  };
}

function showTariff(tariff: NonNullable<StoredGroup['socialTariff']>, day: string) {
  const { availableTickets, totalTicketsPerYear, validFrom, validUntil } = tariff;
  const isActive = isWithin(day, { from: validFrom, until: validUntil });
  return {
    status: isActive ? 'ACTIVE' : 'EXPIRED',
    endDate: endOfStatus(validUntil),
    totalTicketsPerYear,
    availableTickets,
  };
}
