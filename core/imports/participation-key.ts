import { createHmac } from 'node:crypto';
import type { MunicipalityKey } from '../contract/facts.ts';
import { uuidOfHash } from '../database/uuid.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { type ParticipationRow, sameText } from './check-participation-rows.ts';

/**
 * The key by which a row is remembered: it follows from what the row says and which of the same
 * rows it is, so that the same list finds it again. By the key of ids that follow from facts, which
 * is never replaced: without it nobody can try who took part in what.
 */
export function participationKey(
  keys: KeyRing,
  municipality: MunicipalityKey,
  row: ParticipationRow,
): string {
  const hash = createHmac('sha256', keys.current('derived-role-id').bytes)
    .update(`participation ${municipality} ${row.nth} ${sameText(row)}`)
    .digest();
  return `participation/${uuidOfHash(hash)}`;
}
