import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import type { ChildcareConfig } from '../config.ts';
import { listCertificates } from './list-certificates.ts';
import { holderNotFound, impossibleReceipt, notHere, nothingCharged } from '../problems.ts';
import { countPaid, receivePayment } from './receive-payment.ts';
import { card, day, orNull } from '../shapes.ts';

const PaymentBody = Type.Object({
  card: card('of the payer; of the child where its household pays'),
  month: Type.String({
    pattern: '^20[0-9]{2}-(?:0[1-9]|1[0-2])$',
    'x-form': 'a month such as 2026-03',
    description: '`2026-03`',
  }),
  receivedOn: day('when all of it had been received'),
});

/** A month was paid. */
export const postPayment: RouteDefinition<ChildcareConfig> = {
  method: 'POST',
  path: '/payments',
  summary: 'Note that all that was charged to a payer for a month has been received',
  permission: 'CHILDCARE_ACCESS_PAYMENTS_WRITE',
  body: PaymentBody,
  response: Type.Object({ days: Type.Integer({ description: 'of care that are paid by it' }) }),
  problems: [notHere, holderNotFound, impossibleReceipt, nothingCharged],
  async handle(host: Host<ChildcareConfig>, { body }: { body: Static<typeof PaymentBody> }) {
    return { days: await receivePayment(host, body) };
  },
  async replay(host: Host<ChildcareConfig>, { body }: { body: Static<typeof PaymentBody> }) {
    return { days: await countPaid(host, body) };
  },
};

const YearParams = Type.Object({
  year: Type.String({
    pattern: '^20[0-9]{2}$',
    'x-form': 'a year such as 2026',
    description: 'in which it was received',
  }),
});
const cents = Type.Integer();
const CertificateOfYear = Type.Object({
  payer: orNull(Type.String({ description: 'null for the household, and once it is erased' })),
  isHousehold: Type.Boolean({ description: 'the household of the child pays' }),
  child: Type.Object({
    firstName: Type.String(),
    lastName: Type.String(),
    birthDate: day('of the child'),
  }),
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
      child: {
        firstName: child.firstName,
        lastName: child.lastName,
        birthDate: child.birthDate,
      },
      lines: certificate.lines.map(({ cents: totalCents, ...line }) => ({ ...line, totalCents })),
      totalCents: certificate.totalCents,
    }));
  },
};
