import { compareKeys } from '../billing/compare-keys.ts';
import { type DepartmentSum, MINIMUM_PEOPLE } from '../billing/department-sums.ts';
import type { Cents } from '../contract/money.ts';
import { type SpreadsheetRows, spreadsheetText } from '../spreadsheets/spreadsheet-text.ts';
import type { Months } from './report-period.ts';
import type { ZippedFile } from '../http/zip-files.ts';

/** Tickets of one kind in one month, as core.report_sales tells them. */
export interface SoldTickets {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly event: string;
  /** The regular price of one. */
  readonly priceCents: Cents;
  /** Who sold them; null when nobody did. */
  readonly seller: string | null;
  readonly means: string | null;
  readonly sold: number;
  /** In this month, whenever they were sold. */
  readonly takenBack: number;
  /** At the regular price; what was taken back is positive too. */
  readonly soldCents: Cents;
  readonly takenBackCents: Cents;
}

const MEANS: Readonly<Record<string, string>> = {
  cash: 'contant',
  card: 'betaalkaart',
  online: 'online',
  statement: 'op afrekening',
};

/**
 * The files of a report, for a spreadsheet: what the organizer owes and is owed, and the tickets of
 * its events. The first is what `GET /billing/sums` tells; the second has regular prices only, so
 * that neither says anything of a holder.
 */
export function reportFiles(report: {
  readonly organizer: string;
  readonly months: Months;
  readonly sums: readonly DepartmentSum[];
  readonly sales: readonly SoldTickets[];
}): ZippedFile[] {
  const { organizer, months, sums, sales } = report;
  return [
    file('afrekening.csv', spreadsheetText(sumRows(sums))),
    file('tickets.csv', spreadsheetText(saleRows(joinSmall(sales)))),
    file('leesmij.txt', explanation(organizer, months)),
  ];
}

function file(name: string, text: string): ZippedFile {
  return { name, content: Buffer.from(text) };
}

/** Two columns instead of a minus sign, which a spreadsheet could take for a formula. */
function sumRows(sums: readonly DepartmentSum[]): SpreadsheetRows {
  const total = sums.reduce((sum, { cents }) => sum + cents, 0);
  const sides = (cents: Cents): string[] => [
    cents > 0 ? euro(cents) : '',
    cents < 0 ? euro(-cents) : '',
  ];
  return [
    ['maand', 'waarvoor', 'tegoed', 'verschuldigd', 'vanaf maand'],
    ...sums.map(({ month, role, cents, carriedFrom }) => [
      month,
      role?.title.nl ?? '',
      ...sides(cents),
      carriedFrom ?? month,
    ]),
    ['totaal', '', ...sides(total), ''],
  ];
}

const SALE_COLUMNS = [
  'maand',
  'activiteit',
  'basistarief',
  'verkocht door',
  'betaald met',
  'verkocht',
  'euro verkocht',
  'geannuleerd',
  'euro geannuleerd',
];

function saleRows(sales: readonly SoldTickets[]): SpreadsheetRows {
  return [
    SALE_COLUMNS,
    ...sales.map((one) => [
      one.month,
      one.event,
      one.event === OTHERS ? '' : euro(one.priceCents),
      one.seller ?? '',
      MEANS[one.means ?? ''] ?? '',
      ...amountsOf([one]),
    ]),
    ['totaal', '', '', '', '', ...amountsOf(sales)],
  ];
}

function amountsOf(sales: readonly SoldTickets[]): (string | number)[] {
  const { sold, soldCents, takenBack, takenBackCents } = addUp(sales);
  return [sold, euro(soldCents), takenBack, euro(takenBackCents)];
}

type Amounts = Pick<SoldTickets, 'sold' | 'soldCents' | 'takenBack' | 'takenBackCents'>;

function addUp(sales: readonly SoldTickets[]): Amounts {
  const sumOf = (amount: (row: SoldTickets) => number): number =>
    sales.reduce((sum, row) => sum + amount(row), 0);
  return {
    sold: sumOf(({ sold }) => sold),
    soldCents: sumOf(({ soldCents }) => soldCents),
    takenBack: sumOf(({ takenBack }) => takenBack),
    takenBackCents: sumOf(({ takenBackCents }) => takenBackCents),
  };
}

const OTHERS = 'andere activiteiten';

/** At their regular price: which activity was visited so little is nobody's business. */
const MINIMUM_SALES = 5;

/**
 * Joins what covers too few facts into one row of each month, so that no row tells of a few
 * visitors; the sum of all rows stays what it was.
 */
export function joinSmall(sales: readonly SoldTickets[]): SoldTickets[] {
  const isSmall = ({ sold, takenBack }: SoldTickets): boolean => sold + takenBack < MINIMUM_SALES;
  const small = Map.groupBy(sales.filter(isSmall), ({ month }) => month);
  const joined = [...small].map(([month, rows]): SoldTickets => {
    return { month, event: OTHERS, priceCents: 0, seller: null, means: null, ...addUp(rows) };
  });
  const large = sales.filter((row) => !isSmall(row));
  return [...large, ...joined].toSorted((a, b) => compareKeys(a.month, b.month));
}

/** With a comma, as a spreadsheet in Flanders reads an amount; 0 or more. */
function euro(cents: Cents): string {
  return `${Math.trunc(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}

function explanation(organizer: string, { from, to }: Months): string {
  return [
    `Financieel overzicht van ${organizer}, van ${from} tot en met ${to}`,
    '',
    'afrekening.csv: wat u tegoed hebt of verschuldigd bent, per maand en per rol. Is waarvoor',
    'leeg, dan gaat het over tickets en over wat verder van geen rol is: passen, beloningen.',
    `Een bedrag dat minder dan ${MINIMUM_PEOPLE} pashouders van andere balies dekt, staat pas`,
    'in een latere maand, samen met wat er dan bijkomt: uit een bedrag is niet af te leiden wat',
    'iemand betaalde. De maand waarin dat begon, is «vanaf maand».',
    '',
    'tickets.csv: de tickets voor uw activiteiten aan het basistarief, ook als de pashouder minder',
    `betaalde. Wat minder dan ${MINIMUM_SALES} verkopen dekt, staat samen in één rij per maand.`,
    '',
    'Alleen maanden die voorbij zijn, staan in dit overzicht.',
    '',
  ].join('\r\n');
}
