import { type Static, Type } from 'typebox';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { OrganizerSchema, showOrganizer } from '../organizers/organizer-shape.ts';
import { OptInShape } from '../persons/passholder-shape.ts';
import type { PersonDetails } from '../persons/person-record.ts';
import { euroOf } from '../tariffs/euro.ts';

const Registration = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  firstName: Type.String(),
  email: Type.Optional(Type.String()),
  creationDate: Type.String({ format: 'date-time' }),
  dateOfBirth: Type.String({ format: 'date' }),
  registrationOrganizer: OrganizerSchema,
  address: Type.Object({
    street: Type.Optional(Type.String()),
    postalCode: Type.String(),
    city: Type.String(),
  }),
  phoneNumber: Type.Optional(Type.String()),
  optInPreferences: Type.Optional(OptInShape),
  registrationCardSystemId: Type.Integer(),
});

/** An order of passes, as UiTPAS shows it. */
export const OrderShape = Type.Object({
  id: Type.String({ format: 'uuid' }),
  status: Type.String({ enum: ['PENDING_PAYMENT', 'COMPLETED'] }),
  email: Type.String(),
  totalPrice: Type.Number({ description: 'in euro' }),
  customToken: Type.Optional(Type.String({ description: 'shows the order, for an hour' })),
  mainPassholderRegistration: Registration,
  extraPassholderRegistrations: Type.Optional(Type.Array(Registration)),
});

/** An order as it is read. */
export interface StoredOrder {
  readonly id: string;
  readonly cardSystemId: number;
  readonly status: 'PENDING_PAYMENT' | 'COMPLETED';
  readonly totalCents: number;
  readonly requestedAt: Date;
  readonly municipality: ActiveMunicipality;
  readonly organizer: string;
  /** The main one first. */
  readonly registrations: readonly { readonly id: string; readonly person: PersonDetails }[];
}

/**
 * Shows an order. A national number is never shown, and neither is whether the social tariff was
 * asked for.
 */
export function showOrder(order: StoredOrder, customToken?: string): Static<typeof OrderShape> {
  const [main, ...extra] = order.registrations.map((one) => showRegistration(order, one));
  if (!main) throw new TypeError(`order ${order.id} is for nobody`);
  return {
    id: order.id,
    status: order.status,
    email: main.email ?? '',
    totalPrice: euroOf(order.totalCents),
    ...(customToken !== undefined && { customToken }),
    mainPassholderRegistration: main,
    ...(extra.length > 0 && { extraPassholderRegistrations: extra }),
  };
}

function showRegistration(
  { requestedAt, municipality, organizer, cardSystemId }: StoredOrder,
  { id, person }: StoredOrder['registrations'][number],
): Static<typeof Registration> {
  const { street, email, phone, optInPreferences } = person;
  return {
    id,
    name: person.lastName,
    firstName: person.firstName,
    ...(email !== null && { email }),
    creationDate: requestedAt.toISOString(),
    dateOfBirth: person.birthDate,
    registrationOrganizer: showOrganizer(municipality, organizer),
    address: {
      ...(street !== null && { street }),
      postalCode: person.postalCode ?? '',
      city: person.city ?? '',
    },
    ...(phone !== null && { phoneNumber: phone }),
    ...(optInPreferences && { optInPreferences }),
    registrationCardSystemId: cardSystemId,
  };
}
