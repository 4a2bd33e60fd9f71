import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig } from '../config.ts';

/** What the name of somebody is sealed about. */
export const nameOf = (id: string): string => `the name of ${id}`;
/** What the allergies of a child are sealed about. */
export const allergiesOf = (enrolmentId: string): string => `the allergies of ${enrolmentId}`;
/** What the name of who fetched a child, or wanted to, is sealed about. */
export const fetcherOf = (id: string): string => `who fetched ${id}`;
/** What a reason is sealed about. */
export const reasonOf = (id: string): string => `the reason of ${id}`;

/** Seals what a child cannot bear; null for nothing. */
export function sealAllergies(
  host: Host<ChildcareConfig>,
  enrolmentId: string,
  allergies: string | null,
): string | null {
  return allergies === null ? null : host.secrets.seal(allergies, allergiesOf(enrolmentId));
}
