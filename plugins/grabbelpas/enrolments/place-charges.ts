import type { Settlement } from '../../../core/contract/facts.ts';
import { type Charge, HOUSEHOLD } from '../../../core/contract/money.ts';
import type { ActivityPlace, GrabbelpasConfig, PlaceData } from '../config.ts';

/**
 * The household is charged the price of a place, which the youth service earns. Who gives the
 * activity for it is owed its own amount by the youth service, whatever the household pays; nobody
 * is where the youth service gives it itself.
 */
export function placeCharge({
  config,
  data,
}: Settlement<GrabbelpasConfig, ActivityPlace, PlaceData>): Charge | null {
  const { department } = config;
  const { cents, giver, kind } = data;
  if (cents === 0) return null;
  if (kind === 'price') {
    const payer = { party: HOUSEHOLD, kind: 'charge' } as const;
    return { priceCents: cents, earner: department, payer };
  }
  if (giver === undefined || giver === department) return null;
  const payer = { party: department, kind: 'fee' } as const;
  return { priceCents: cents, earner: giver, payer };
}
