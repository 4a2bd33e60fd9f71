import type { Facts, Right } from '../../core/contract/facts.ts';
import type { Badge, StaffConfig } from './config.ts';
import { doorsOf } from './zone-schedule.ts';

/** The right to open a door. */
export const OPEN = 'staff-card:door:open';
/** The right to a meal at the staff price. */
export const BUY_MEAL = 'staff-card:meal:buy';

const DOORS = { nl: 'Deuren openen' };
const MEALS = { nl: 'Maaltijd aan personeelsprijs' };
const OUTSIDE_HOURS = { code: 'outside-hours', nl: 'Deze badge opent deze deur nu niet.' };

/** The doors of one's zones by their weekly schedule, and the staff price where there is one. */
export function staffRights({ clock, config, role }: Facts<StaffConfig, Badge>): Right[] {
  const doors = [...doorsOf(role.attributes.zones, config, clock)].map(([place, isOpen]) => {
    return { right: OPEN, title: DOORS, place, ...(isOpen ? {} : { reason: OUTSIDE_HOURS }) };
  });
  const hasMeals = Object.keys(config.meals).length > 0;
  return hasMeals ? [...doors, { right: BUY_MEAL, title: MEALS }] : doors;
}
