import { OWN_PERMISSIONS, UITPAS_PERMISSIONS } from '../../core/access/permission.ts';
import { Installation } from '../../core/municipalities/installation.ts';
import type { MunicipalityConfig } from '../../core/municipalities/municipality-config.ts';
import { changeTown, shippedInstallation } from '../fixtures/open-api.ts';
import { activeMunicipality, townConfig } from '../fixtures/test-towns.ts';

/** Whatever can be permitted, on behalf of some organizers: only another town can refuse it. */
const everythingFor = (...organizers: string[]): MunicipalityConfig['clients'][string] => ({
  organizers,
  permissionSets: [],
  permissions: [
    ...UITPAS_PERMISSIONS,
    ...OWN_PERMISSIONS,
    'CHILDCARE_ACCESS_ATTENDANCES_READ',
    'CHILDCARE_ACCESS_ATTENDANCES_WRITE',
    'CHILDCARE_ACCESS_CERTIFICATES_READ',
    'CHILDCARE_ACCESS_CHARGES_READ',
    'CHILDCARE_ACCESS_CHILDREN_READ',
    'CHILDCARE_ACCESS_DEVICE_READ',
    'CHILDCARE_ACCESS_ENROLMENTS_READ',
    'CHILDCARE_ACCESS_ENROLMENTS_WRITE',
    'CHILDCARE_ACCESS_INSIDE_READ',
    'CHILDCARE_ACCESS_PAYMENTS_WRITE',
    'CHILDCARE_ACCESS_TAPS_WRITE',
    'GOMORPAS_GRANTS_EXPORT',
    'GOMORPAS_GRANTS_READ',
    'GOMORPAS_GRANTS_WRITE',
    'GRABBELPAS_ACTIVITIES_READ',
    'GRABBELPAS_ACTIVITIES_WRITE',
    'GRABBELPAS_ATTENDANCES_STRIKE',
    'GRABBELPAS_ATTENDANCES_WRITE',
    'GRABBELPAS_ENROLMENTS_WRITE',
    'GRABBELPAS_PARTICIPANTS_EXPORT',
    'GRABBELPAS_PARTICIPANTS_READ',
    'MEMBERSHIP_CC_FRIENDS_MEMBERS_READ',
    'MEMBERSHIP_CC_FRIENDS_REVIEWS_READ',
    'MEMBERSHIP_CC_FRIENDS_REVIEWS_WRITE',
    'SPORTPAS_ATTENDANCES_STRIKE',
    'SPORTPAS_ATTENDANCES_WRITE',
    'SPORTPAS_ENROLMENTS_WRITE',
    'SPORTPAS_PARTICIPANTS_READ',
    'SPORTPAS_PASSES_READ',
    'SPORTPAS_SERIES_READ',
    'STAFF_CARD_BADGES_READ',
    'STAFF_CARD_DOORS_OPEN',
    'TALENTENTICKETS_BUDGETS_EXPORT',
    'TALENTENTICKETS_USE_READ',
  ],
  discreetAliases: true,
});

/**
 * Lier, a neighbour on the same card system (`nijlen-everything` may do all that it can permit) and
 * a town of another one (`mechelen-everything`).
 */
export async function neighbouringTowns(): Promise<Installation> {
  const shipped = changeTown(await shippedInstallation(), 'mechelen', ({ clients }) => ({
    clients: {
      ...clients,
      'mechelen-everything': everythingFor('social-house', 'library', 'uit', 'sport'),
    },
  }));
  const lier = shipped.byKey('lier');
  const nijlen = townConfig('nijlen', 1, {
    postalCodes: ['2560'],
    clients: { 'nijlen-everything': everythingFor('library', 'uit', 'sport', 'welfare', 'hr') },
  });
  return new Installation([
    ...shipped.municipalities,
    activeMunicipality(nijlen, [...(lier?.plugins.values() ?? [])]),
  ]);
}
