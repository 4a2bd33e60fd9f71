import { Installation } from '../../core/municipalities/installation.ts';
import type { MunicipalityConfig } from '../../core/municipalities/municipality-config.ts';
import { changeTown, shippedInstallation } from '../fixtures/open-api.ts';
import { activeMunicipality, townConfig } from '../fixtures/test-towns.ts';

/**
 * Lier as it is shipped, with what the vectors of docs/ledger.md need beside: the one key of
 * the vectors, a club and a cinema with a desk of their own, and Nijlen on the same card.
 */
export async function vectorTowns(): Promise<Installation> {
  const shipped = await shippedInstallation();
  const towns = changeTown(shipped, 'lier', ({ clients, distributionKeys }) => ({
    distributionKeys: distributionKeys.filter(({ organizerClass }) => organizerClass === 'any'),
    clients: {
      ...clients,
      'lier-gym-club-desk': deskOf('gym-club'),
      'lier-cinema-desk': deskOf('cinema'),
    },
  }));
  const nijlen = activeMunicipality(townConfig('nijlen', 1, { postalCodes: ['2560'] }));
  return new Installation([...towns.municipalities, nijlen]);
}

/** A desk as the other desks of Lier are. */
function deskOf(organizer: string): MunicipalityConfig['clients'][string] {
  return {
    organizers: [organizer],
    permissionSets: ['desk'],
    permissions: [],
    discreetAliases: false,
  };
}
