import { findNameFault } from '../contract/name-fault.ts';
import { invalidData } from '../http/problems.ts';

const EXPECTED = {
  'no-letters': 'has no letter',
  'unseen-sign': 'has a sign that nobody sees',
} as const;

/**
 * Sees to it that a property of a body can be the name of somebody.
 *
 * @throws Problem `invalid-data` with the property as its pointer
 */
export function assertName(property: string, name: string): void {
  const fault = findNameFault(name);
  if (fault === null) return;
  const jsonPointer = `/${property}`;
  throw invalidData({ detail: `${jsonPointer} ${EXPECTED[fault]}`, jsonPointer });
}
