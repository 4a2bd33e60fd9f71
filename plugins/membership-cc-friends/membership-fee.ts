import type { Issuance } from '../../core/contract/facts.ts';
import type { Charge } from '../../core/contract/money.ts';
import type { FriendsConfig } from './config.ts';

/**
 * What a membership costs. Whoever has the role has a pass, so the reduction for pass holders
 * always comes off; those named by its key bear it. The social tariff does not apply.
 */
export function membershipFee({ config }: Issuance<FriendsConfig>): Charge {
  const { department, feeCents, passholderReduction } = config;
  return { priceCents: feeCents, earner: department, reductions: [passholderReduction] };
}
