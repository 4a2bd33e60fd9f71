import type { Facts, Right } from '../../core/contract/facts.ts';
import type { ChildcareConfig, EnrolledChild } from './config.ts';
import { isExpected } from './day-type.ts';

/** The right to be cared for at a location. */
export const ATTEND = 'childcare-access:location:attend';

const NOT_TODAY = {
  code: 'not-expected-today',
  nl: 'Dit kind is vandaag niet ingeschreven in de opvang.',
};

/** A child is cared for at its own location, on the days on which it is expected. */
export function childcareRights({
  clock,
  config,
  role,
}: Facts<ChildcareConfig, EnrolledChild>): Right[] {
  const { location } = role.attributes;
  if (!Object.hasOwn(config.locations, location)) return [];
  const reason = isExpected(role.attributes, clock.day, config) ? {} : { reason: NOT_TODAY };
  return [{ right: ATTEND, title: { nl: 'Kinderopvang' }, place: location, ...reason }];
}
