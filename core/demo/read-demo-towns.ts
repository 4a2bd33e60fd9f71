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
 * has no demo, and a file of another municipality is passed over. So is what a file tells of
 * plugins that are not on: taking one away needs no other demo.
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
    else if ('value' in checked) towns.push(withoutMissing(municipality, checked.value));
  }
  if (errors.length === 0) return towns;
  throw new RefusalToStart(
    `the demo does not fit the configuration (PASKLAAR_DEMO=off goes without it):\n${formatErrors(
      errors,
    )}`,
  );
}

/** A demo without the roles and the commands of plugins that are not on in the municipality. */
function withoutMissing(municipality: ActiveMunicipality, demo: DemoTown): DescribedTown {
  const isOn = ({ plugin }: { plugin: string }) => municipality.plugins.has(plugin);
  const passes = demo.passes.map((pass) => ({
    ...pass,
    roles: pass.roles.filter(isOn),
    commands: pass.commands.filter(isOn),
  }));
  return { municipality, demo: { ...demo, passes } };
}

function catalogueOf({ config }: ActiveMunicipality) {
  return { organizer: Object.keys(config.organizers), place: Object.keys(config.places) };
}
