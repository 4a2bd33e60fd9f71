import { definePlugin } from '../../core/contract/plugin.ts';
import { Badge, StaffConfig, TemporaryAccess } from './config.ts';
import { findContradictions } from './contradictions.ts';
import { endLeftBadges } from './end-left-badges.ts';
import { exportBadges } from './export-badges.ts';
import { exportAccess } from './export-temporary-access.ts';
import { exportHours } from './export-hours.ts';
import { forgetTimes, timesOfPerson } from './forget-times.ts';
import { importStaff } from './import-staff.ts';
import { mealPrice } from './meal-price.ts';
import { migrations } from './migrations.ts';
import { openDoor } from './open-door.ts';
import * as problems from './problems.ts';
import { staffRights } from './staff-rights.ts';
import { accessPeriod, unknownAccess } from './temporary-access.ts';
import { ClockedHolder, TimeEntry } from './time-entry.entity.ts';
import { addEntry, correctEntry, listTimes, tapClock } from './time-routes.ts';
import { unknownZone } from './unknown-zone.ts';

export default definePlugin({
  name: 'staff-card',
  title: { nl: 'Personeelskaart', fr: 'Carte du personnel', en: 'Staff card' },
  config: StaffConfig,
  contradictions: findContradictions,
  roles: {
    badge: {
      title: { nl: 'Personeelsbadge', fr: 'Badge du personnel', en: 'Staff badge' },
      visibility: 'hidden',
      outward: { name: 'voordeel', title: { nl: 'Voordeel', fr: 'Avantage', en: 'Benefit' } },
      owner: ({ department }) => department,
      shownTo: ({ doorOrganizers, mealBudget, meals }) => [
        ...doorOrganizers,
        ...Object.keys(meals),
        ...(mealBudget?.restaurants ?? []),
      ],
      attributes: Badge,
      unknownAttribute: unknownZone,
      period: ({ from }) => ({ from, until: null }),
      allowances: {
        // The owner bears it: no `fundedBy`.
        meals: {
          unit: 'cent',
          title: { nl: 'Maaltijdbudget', fr: 'Budget repas', en: 'Meal budget' },
          amount: ({ mealBudget }) => mealBudget?.centsPerMonth ?? 0,
          period: () => 'MONTH',
          paysFor: ({ mealBudget }) => mealBudget?.restaurants ?? [],
          usedUp: { nl: 'Het maaltijdbudget van deze maand is op.' },
        },
      },
    },
    'temporary-access': {
      title: { nl: 'Tijdelijke toegang', fr: 'Accès temporaire', en: 'Temporary access' },
      visibility: 'hidden',
      outward: { name: 'voordeel', title: { nl: 'Voordeel', fr: 'Avantage', en: 'Benefit' } },
      owner: ({ department }) => department,
      shownTo: ({ doorOrganizers }) => doorOrganizers,
      attributes: TemporaryAccess,
      unknownAttribute: unknownAccess,
      period: accessPeriod,
    },
  },
  rights: staffRights,
  tariffs: mealPrice,
  entities: [ClockedHolder, TimeEntry],
  migrations,
  statements: { 'find-badges': 'select * from staff_card.find_badges($1, $2, $3)' },
  routes: [openDoor, tapClock, listTimes, correctEntry, addEntry],
  jobs: { 'end-left-badges': endLeftBadges, 'forget-times': forgetTimes },
  importers: { staff: importStaff },
  exports: { badges: exportBadges, 'temporary-access': exportAccess, hours: exportHours },
  persons: timesOfPerson,
  problems: Object.values(problems),
});
