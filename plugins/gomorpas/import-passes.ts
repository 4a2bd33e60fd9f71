import type { Host, RoleOfHolder } from '../../core/contract/host.ts';
import { because, NO_HOLDER, readImportRows, refuseRow } from '../../core/contract/import-row.ts';
import type {
  ImportDecision,
  ImporterDefinition,
  ImportOutcome,
} from '../../core/contract/plugin.ts';
import { clockAt, type Day } from '../../core/contract/period.ts';
import type { GomorpasConfig } from './config.ts';
import { decideBenefits } from './decide-benefits.ts';
import { Decision } from './decision.entity.ts';
import { carryOut, listBenefits } from './grants.ts';
import { PASS_COLUMNS, type PassRow, readPassRow } from './pass-row.ts';

/**
 * Takes over the list of old opportunity passes: who has which benefits, on what ground, until
 * when. Recognised by national number only; the old number finds its holder at registration and
 * welfare desks. The same list twice is once; who is not on it keeps what there was.
 */
export const importPasses: ImporterDefinition<GomorpasConfig> = {
  title: { nl: 'Kansenpassen' },
  columns: PASS_COLUMNS,
  async decide(host, rows) {
    const { good: list, wrong } = readImportRows(rows, (row) => readPassRow(row, host.config));
    const known = await readKnown(host, list);
    const seen = new Set<string>();
    return [...wrong, ...list.map((pass) => decideRow(pass, known, seen))];
  },
};

/** All that a row is decided on. */
interface Known {
  readonly config: GomorpasConfig;
  readonly today: Day;
  /** Who has a national number. */
  readonly holders: ReadonlyMap<string, { readonly passholderId: string }>;
  /** The rows whose old number can find their holder. */
  readonly fitting: ReadonlySet<number>;
  readonly benefits: ReadonlyMap<string, readonly RoleOfHolder[]>;
  readonly decisions: ReadonlyMap<string, Decision>;
}

async function readKnown(host: Host<GomorpasConfig>, list: readonly PassRow[]): Promise<Known> {
  const { config, entities, municipality } = host;
  const numbers = list.map(({ nationalNumber }) => nationalNumber);
  const holders = await host.passholders.findByNationalNumber(numbers);
  const found = list.flatMap(({ nationalNumber, oldNumber: number, row }) => {
    const { passholderId } = holders.get(nationalNumber) ?? {};
    return passholderId === undefined ? [] : [{ row, passholderId, number }];
  });
  const fit = await host.oldNumbers.fit(found);
  const decisions = await entities.find(Decision, { municipality }, { disableIdentityMap: true });
  return {
    config,
    today: clockAt(host.now()).day,
    holders,
    fitting: new Set(found.flatMap(({ row }, at) => (fit[at] ? [row] : []))),
    benefits: Map.groupBy(await listBenefits(host), ({ passholderId }) => passholderId),
    decisions: new Map(decisions.map((one) => [one.passholderId, one])),
  };
}

function decideRow(pass: PassRow, known: Known, seen: Set<string>): ImportDecision<GomorpasConfig> {
  const { row, nationalNumber, oldNumber } = pass;
  const repeated = seen.has(oldNumber) || seen.has(nationalNumber);
  seen.add(oldNumber).add(nationalNumber);
  if (repeated) return refuseRow(row, 'wrong', REPEATED);
  const { passholderId } = known.holders.get(nationalNumber) ?? {};
  if (passholderId === undefined) return refuseRow(row, 'review', NO_HOLDER);
  if (!known.fitting.has(row)) return refuseRow(row, 'wrong', NUMBER_TAKEN);
  const outcome = outcomeOf(pass, passholderId, known);
  if (outcome.outcome === 'unchanged') return outcome;
  const { benefits, ground, validUntil } = pass;
  const grant = { passholderId, benefits, ground, validUntil, oldNumber };
  return { ...outcome, write: (host) => carryOut(host, grant) };
}

function outcomeOf(pass: PassRow, passholderId: string, known: Known): ImportOutcome {
  const { row, ground, oldNumber, validUntil } = pass;
  const { config, today } = known;
  const held = known.benefits.get(passholderId) ?? [];
  const steps = decideBenefits(held, pass, { config, today });
  if (validUntil < today) {
    return { row, outcome: steps.length > 0 ? 'ended' : 'unchanged', reasons: [EXPIRED] };
  }
  const decision = known.decisions.get(passholderId);
  if (!decision) return { row, outcome: 'new' };
  const isSame =
    steps.length === 0 &&
    decision.ground === ground &&
    decision.oldNumber === oldNumber &&
    decision.validUntil === validUntil;
  return { row, outcome: isSame ? 'unchanged' : 'changed' };
}

const NUMBER_TAKEN = because(
  'oldNumber',
  'old-number-taken',
  'Dit nummer kan niet bij deze persoon komen: het is al van een ander, of de pas is van elders.',
);
const REPEATED = because(
  'oldNumber',
  'repeated-row',
  'Dit nummer of deze persoon staat hoger al in deze lijst.',
);
const EXPIRED = because('validUntil', 'expired', 'De geldigheid is al voorbij.');
