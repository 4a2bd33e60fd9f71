import type { Use } from '../../core/contract/facts.ts';
import type { Charge } from '../../core/contract/money.ts';
import type { SportpasConfig } from './config.ts';

/**
 * What the sports service owes whoever runs the facility for the turns that were used there,
 * however much or little the holder paid for them. Nothing where sport runs it itself.
 */
export function turnFee({ amount, config, place }: Use<SportpasConfig>): Charge | null {
  const facility = place === null ? undefined : config.facilities[place];
  const { operator, turnFeeCents = 0 } = facility ?? {};
  if (operator === undefined || operator === config.department || turnFeeCents === 0) return null;
  return {
    priceCents: turnFeeCents * amount,
    earner: operator,
    payer: { party: config.department, kind: 'fee' },
  };
}
