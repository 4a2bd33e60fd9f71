import type { Facts, Right } from '../../core/contract/facts.ts';
import type { Badge, StaffConfig } from './config.ts';
import { doorsOf } from './zone-schedule.ts';

/** The right to open a door. */
export const OPEN = 'staff-card:door:open';
/** The right to a meal at the staff price. */
export const BUY_MEAL = 'staff-card:meal:buy';

/** The right to pay a meal with the budget of the month. */
export const PAY_MEAL = 'staff-card:meal:pay';

const DOORS = { nl: 'Deuren openen' };
const MEALS = { nl: 'Maaltijd aan personeelsprijs' };
const BUDGET = { nl: 'Maaltijdbudget' };
const OUTSIDE_HOURS = { code: 'outside-hours', nl: 'Deze badge opent deze deur nu niet.' };

/**
 * The doors of one's zones by their weekly schedule; of a badge also staff price and meal budget,
 * where there are. Temporary access is access, and no employment.
 */
export function staffRights({
  clock,
  config,
  role,
}: Facts<StaffConfig, Pick<Badge, 'zones'>>): Right[] {
  const doors = [...doorsOf(role.attributes.zones, config, clock)].map(([place, isOpen]) => {
    return { right: OPEN, title: DOORS, place, ...(isOpen ? {} : { reason: OUTSIDE_HOURS }) };
  });
  if (role.name !== 'badge') return doors;
  const hasMeals = Object.keys(config.meals).length > 0;
  const hasBudget = (config.mealBudget?.centsPerMonth ?? 0) > 0;
  return [
    ...doors,
    ...(hasMeals ? [{ right: BUY_MEAL, title: MEALS }] : []),
    ...(hasBudget ? [{ right: PAY_MEAL, title: BUDGET, allowance: 'meals' }] : []),
  ];
}
