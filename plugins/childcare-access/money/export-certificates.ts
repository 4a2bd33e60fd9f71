import type { ExportDefinition } from '../../../core/contract/plugin.ts';
import type { ChildcareConfig } from '../config.ts';
import { todayOf } from '../today.ts';
import { listCertificates, type NamedCertificate } from './list-certificates.ts';

const CENTS = 100;

const HEADER = [
  'jaar',
  'naam',
  'voornaam',
  'geboren',
  'betaler',
  'van',
  'tot',
  'dagen',
  'dagtarief',
  'ontvangen',
];

/** The tax certificates of the last calendar year and of this one: a row for each day rate. */
export const exportCertificates: ExportDefinition<ChildcareConfig> = {
  title: { nl: 'Fiscale attesten', en: 'Tax certificates' },
  permission: 'CHILDCARE_ACCESS_CERTIFICATES_READ',
  async rows(host) {
    const year = Number(todayOf(host).slice(0, 4));
    const rows = [HEADER] as (string | number)[][];
    for (const one of [year - 1, year]) {
      const named = await listCertificates(host, String(one));
      rows.push(...named.flatMap((certificate) => linesOf(one, certificate)));
    }
    return rows;
  },
};

function linesOf(
  year: number,
  { certificate, child, isHousehold, payerName }: NamedCertificate,
): (string | number)[][] {
  const { birthDate, firstName, lastName } = child;
  const payer = isHousehold ? 'gezin' : (payerName ?? '');
  return certificate.lines.map(({ cents, dayRateCents, days, from, until }) => {
    const care = [from, until, days, dayRateCents / CENTS, cents / CENTS];
    return [year, lastName, firstName, birthDate, payer, ...care];
  });
}
