import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { KnownPassholder } from '../../../core/contract/passholder.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import type { ChildcareConfig } from '../config.ts';
import { listCertificates } from './list-certificates.ts';
import { listCharges } from './list-charges.ts';
import { holderNotFound, impossibleReceipt, notHere, nothingCharged } from '../problems.ts';
import { readReceived, receivePayment } from './receive-payment.ts';
import { card, day, orNull } from '../shapes.ts';

const cents = Type.Integer();
const month = (description: string) =>
  Type.String({
    pattern: '^20[0-9]{2}-(?:0[1-9]|1[0-2])$',
    'x-form': 'a month such as 2026-03',
    description,
  });

const PaymentBody = Type.Object({
  card: card('of the payer; of the child where its household pays'),
  month: month('`2026-03`'),
  receivedOn: day('when all of it had been received'),
});

/** A month was paid. */
export const postPayment: RouteDefinition<ChildcareConfig> = {
  method: 'POST',
  path: '/payments',
  summary: 'Note that all that was charged to a payer for a month has been received',
  permission: 'CHILDCARE_ACCESS_PAYMENTS_WRITE',
  body: PaymentBody,
  response: Type.Object({
    days: Type.Integer({ description: 'of care for which something is newly received by it' }),
    cents: Type.Integer({ description: 'what is newly received by it' }),
  }),
  problems: [notHere, holderNotFound, impossibleReceipt, nothingCharged],
  async handle(
    host: Host<ChildcareConfig>,
    { body, commandId: id }: { body: Static<typeof PaymentBody>; commandId: string },
  ) {
    return receivePayment(host, { ...body, id });
  },
  async replay(
    host: Host<ChildcareConfig>,
    { body, commandId: id }: { body: Static<typeof PaymentBody>; commandId: string },
  ) {
    return readReceived(host, { ...body, id });
  },
};

const whoPays = {
  payer: orNull(Type.String({ description: 'null for the household, and once it is erased' })),
  isHousehold: Type.Boolean({ description: 'the household of the child pays' }),
};
const NamedChild = Type.Object({
  firstName: Type.String(),
  lastName: Type.String(),
  birthDate: day('of the child'),
});

const MonthParams = Type.Object({ month: month('of the days that are charged, `2026-03`') });
const ChargeOfMonth = Type.Object({
  ...whoPays,
  child: Type.Union([NamedChild, Type.Null()], { description: 'null once it is erased' }),
  careCents: cents,
  mealsCents: cents,
  lateCents: Type.Integer({ description: 'for being fetched after closing time' }),
  noShowCents: Type.Integer({ description: 'for not coming, without an excuse' }),
  totalCents: cents,
  receivedCents: Type.Integer({ description: 'of the total' }),
  toReceiveCents: Type.Integer({ description: 'the rest of the total' }),
});

/** What is owed for a month. */
export const getCharges: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/months/:month/charges',
  summary: 'What is to be paid for the days of a month, per payer and child, and what was received',
  permission: 'CHILDCARE_ACCESS_CHARGES_READ',
  params: MonthParams,
  response: Type.Array(ChargeOfMonth),
  problems: [notHere],
  async handle(host: Host<ChildcareConfig>, { params }: { params: Static<typeof MonthParams> }) {
    const named = await listCharges(host, params.month);
    return named.map(({ charge, child, isHousehold, payerName }) => {
      const { child: _id, payer: _key, ...amounts } = charge;
      return { payer: payerName, isHousehold, child: child && nameOfChild(child), ...amounts };
    });
  },
};

const YearParams = Type.Object({
  year: Type.String({
    pattern: '^20[0-9]{2}$',
    'x-form': 'a year such as 2026',
    description: 'in which it was received',
  }),
});
const CertificateOfYear = Type.Object({
  ...whoPays,
  child: NamedChild,
  lines: Type.Array(
    Type.Object({
      from: day('its first day'),
      until: day('its last day'),
      days: Type.Integer(),
      dayRateCents: Type.Integer({ description: 'the highest of its days' }),
      totalCents: cents,
    }),
  ),
  totalCents: cents,
});

/** The figures of the tax certificates of a year. */
export const getCertificates: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/certificates/:year',
  summary: 'The yearly totals for the tax certificates 281.86, per payer and child',
  permission: 'CHILDCARE_ACCESS_CERTIFICATES_READ',
  params: YearParams,
  response: Type.Array(CertificateOfYear),
  problems: [notHere],
  async handle(host: Host<ChildcareConfig>, { params }: { params: Static<typeof YearParams> }) {
    const named = await listCertificates(host, params.year);
    return named.map(({ certificate, child, isHousehold, payerName }) => ({
      payer: payerName,
      isHousehold,
      child: nameOfChild(child),
      lines: certificate.lines.map(({ cents: totalCents, ...line }) => ({ ...line, totalCents })),
      totalCents: certificate.totalCents,
    }));
  },
};

function nameOfChild({ birthDate, firstName, lastName }: KnownPassholder) {
  return { firstName, lastName, birthDate };
}
