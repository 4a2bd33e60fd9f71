import { associationId } from '../associations/known-associations.ts';
import {
  type Installation,
  kioskId,
  organizerId,
  placeId,
} from '../municipalities/installation.ts';
import type { MunicipalityConfig } from '../municipalities/municipality-config.ts';
import { schoolId } from '../persons/known-schools.ts';

interface Named {
  /** The part of a file that names it. */
  readonly part: string;
  idOf(municipality: string, key: string): string;
  namesIn(config: MunicipalityConfig): Readonly<Record<string, { readonly name: string }>>;
}

const NAMED: readonly Named[] = [
  { part: 'organizers', idOf: organizerId, namesIn: ({ organizers }) => organizers },
  { part: 'places', idOf: placeId, namesIn: ({ places }) => places },
  { part: 'kiosks', idOf: kioskId, namesIn: ({ kiosks }) => kiosks },
  { part: 'schools', idOf: schoolId, namesIn: ({ schools = {} }) => schools },
  { part: 'associations', idOf: associationId, namesIn: ({ associations = {} }) => associations },
];

/**
 * The ids that the API asks and answers of what the files of the towns name, one on a line: they
 * follow from the keys (docs/adr/0007-ids-of-what-configuration-names.md), so that no database is
 * asked.
 *
 * @example 'lier kiosks.library-hall  5f0c...-...  LIER-BIB-001'
 */
export function configuredIds({ municipalities }: Installation): string {
  const rows = municipalities.flatMap(({ key: town, config }) =>
    NAMED.flatMap(({ part, idOf, namesIn }) =>
      Object.entries(namesIn(config)).map(([key, { name }]) => {
        return { what: `${town} ${part}.${key}`, id: idOf(town, key), name };
      }),
    ),
  );
  const width = Math.max(0, ...rows.map(({ what }) => what.length));
  return rows.map(({ what, id, name }) => `${what.padEnd(width)}  ${id}  ${name}`).join('\n');
}
