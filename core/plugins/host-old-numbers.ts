import assert from 'node:assert/strict';
import type { Host } from '../contract/host.ts';
import type { OldNumber } from '../contract/passholder.ts';
import { refusalOf } from '../database/refusal.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { passNumberTaken } from '../passes/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import type { HostContext } from './host-context.ts';
import type { HostTransaction } from './host-transaction.ts';

/** Old numbers of the holders of one municipality, for a plugin that takes their cards over. */
export function hostOldNumbers(
  { municipality }: HostContext,
  transaction: HostTransaction,
): Host['oldNumbers'] {
  const { cardSystemId } = municipality;
  return {
    async fit(wanted) {
      await transaction.begin();
      const [row] = await transaction.em.execute<{ fit: boolean[] }[]>(
        'select core.old_numbers_fit(?, ?, ?::jsonb) as fit',
        [cardSystemId, municipality.id, JSON.stringify(wanted.map(asStored))],
      );
      return row?.fit ?? [];
    },

    add: (asked, isDiscreet) =>
      transaction.within(async (em) => {
        const { number, passholderId } = asStored(asked);
        try {
          await em.execute('select core.add_card_alias(?, ?, ?, ?, ?, null, null)', [
            cardSystemId,
            passholderId,
            municipality.id,
            number,
            isDiscreet,
          ]);
        } catch (error) {
          const refusal = refusalOf(error)?.name;
          if (refusal === 'pass-number-taken') throw passNumberTaken();
          if (refusal === 'passholder-not-found') throw passholderNotFound();
          throw error;
        }
      }),
  };
}

function asStored({ number: written, passholderId }: OldNumber): OldNumber {
  const number = readPassIdentifier(written);
  assert(number.length > 0 && number.length <= 64, 'an old number has 1 to 64 characters');
  return { passholderId, number };
}
