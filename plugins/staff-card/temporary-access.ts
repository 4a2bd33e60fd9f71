import type { Issuance } from '../../core/contract/facts.ts';
import { addToDay, firstDayAfter, type Period } from '../../core/contract/period.ts';
import type { StaffConfig, TemporaryAccess } from './config.ts';
import { type Unknown, unknownZone } from './unknown-zone.ts';

/** From the first day, as many days as were asked for; renewed, as many more. */
export function accessPeriod({
  attributes,
  from: asked,
  previous,
}: Issuance<StaffConfig, TemporaryAccess>): Period {
  const from = firstDayAfter(previous, asked);
  return { from, until: addToDay(from, { days: attributes.days - 1 }) };
}

/** Temporary access opens zones of the town, for no longer than the town gives it. */
export function unknownAccess(
  attributes: Readonly<Record<string, unknown>>,
  config: StaffConfig,
): Unknown {
  const { days } = attributes as TemporaryAccess;
  const { temporaryDays } = config;
  if (days <= temporaryDays) return unknownZone(attributes, config);
  const expected =
    temporaryDays === 0
      ? 'is of no use: this town gives no temporary access'
      : `must be ${temporaryDays} or less`;
  return { name: 'days', expected };
}
