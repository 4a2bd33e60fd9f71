import { addToDay } from '../../../core/contract/period.ts';
import type { ExportDefinition } from '../../../core/contract/plugin.ts';
import type { ChildcareConfig } from '../config.ts';
import { todayOf } from '../today.ts';
import { listCharges, type NamedCharge } from './list-charges.ts';

const CENTS = 100;

const HEADER = [
  'maand',
  'naam',
  'voornaam',
  'geboren',
  'betaler',
  'opvang',
  'maaltijden',
  'te laat',
  'niet gekomen',
  'totaal',
  'ontvangen',
  'te ontvangen',
];

/** What is owed for the last month and for this one: a row for each payer and child. */
export const exportCharges: ExportDefinition<ChildcareConfig> = {
  title: { nl: 'Te betalen', en: 'What is owed' },
  permission: 'CHILDCARE_ACCESS_CHARGES_READ',
  async rows(host) {
    const today = todayOf(host);
    const rows = [HEADER] as (string | number)[][];
    for (const day of [addToDay(`${today.slice(0, 7)}-01`, { months: -1 }), today]) {
      const month = day.slice(0, 7);
      const named = await listCharges(host, month);
      rows.push(...named.map((one) => lineOf(month, one)));
    }
    return rows;
  },
};

function lineOf(
  month: string,
  { charge, child, isHousehold, payerName }: NamedCharge,
): (string | number)[] {
  const { birthDate = '', firstName = '', lastName = '' } = child ?? {};
  const payer = isHousehold ? 'gezin' : (payerName ?? '');
  const { careCents, lateCents, mealsCents, noShowCents } = charge;
  const { receivedCents, toReceiveCents, totalCents } = charge;
  const kinds = [careCents, mealsCents, lateCents, noShowCents];
  const amounts = [...kinds, totalCents, receivedCents, toReceiveCents];
  return [month, lastName, firstName, birthDate, payer, ...amounts.map((one) => one / CENTS)];
}
