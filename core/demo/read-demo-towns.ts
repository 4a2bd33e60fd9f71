import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type ConfigurationError, formatErrors } from '../../config/configuration-error.ts';
import { readYaml } from '../../config/read-yaml.ts';
import { validateDocument } from '../../config/validate-document.ts';
import { RefusalToStart } from '../boot/refusal-to-start.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import { DemoTown } from './demo-town.ts';

/** What the demo tells of one municipality of this installation. */
export interface DescribedTown {
  readonly municipality: ActiveMunicipality;
  readonly demo: DemoTown;
}

/**
 * Reads `<folder>/<slug>.yaml` for each municipality of the installation; one without such a file
 * has no demo, and a file of another municipality is passed over.
 *
 * @throws RefusalToStart with every mistake in the files and its place
 */
export async function readDemoTowns(
  folder: string,
  installation: Installation,
): Promise<DescribedTown[]> {
  const files = new Set(await readdir(folder));
  const towns: DescribedTown[] = [];
  const errors: ConfigurationError[] = [];
  for (const municipality of installation.municipalities) {
    const file = `${municipality.key}.yaml`;
    if (!files.has(file)) continue;
    const reading = await readYaml(path.join(folder, file));
    const checked = reading.ok
      ? validateDocument(reading.document, DemoTown, catalogueOf(municipality))
      : reading;
    if (!checked.ok) errors.push(...checked.errors);
    else if ('value' in checked) towns.push({ municipality, demo: checked.value });
  }
  if (errors.length === 0) return towns;
  throw new RefusalToStart(
    `the demo does not fit the configuration (PASKLAAR_DEMO=off goes without it):\n${formatErrors(
      errors,
    )}`,
  );
}

function catalogueOf({ config }: ActiveMunicipality) {
  return { organizer: Object.keys(config.organizers), place: Object.keys(config.places) };
}
