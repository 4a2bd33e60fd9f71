import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { ImportReport } from '../../../core/imports/import-report.ts';
import { runImport } from '../../../core/imports/run-import.ts';
import { shippedInstallation } from '../../fixtures/open-api.ts';
import { openTestCore, type TestCore } from '../../fixtures/open-core.ts';

const LISTS = new URL('../../../../shared/data/lier/', import.meta.url);

/** Why the lists of Lier are not taken over here; false when they are. */
export const withoutLists =
  process.env['WHOLE_YEAR'] !== '1'
    ? 'THE WHOLE LIST takes a minute: set WHOLE_YEAR=1, as .ci/run does'
    : !existsSync(LISTS) && 'the lists of Lier are not in ../shared/data/lier';
if (withoutLists !== false) t.comment(`SKIPPED: ${withoutLists}`);

/** The shipped installation with the pass holders of Lier, and the lists of its departments. */
export interface TestLists {
  readonly core: TestCore;
  /** Takes a list over, and says yes to what it asks. */
  take(kind: string, file: string): Promise<ImportReport>;
}

/** Opens it; the pass holders are taken over already. */
export async function openLists(t: Parameters<typeof openTestCore>[0]): Promise<TestLists> {
  const core = await openTestCore(t, await shippedInstallation());
  const take = (kind: string, file: string) =>
    runImport(core, {
      kind,
      source: { file: fileURLToPath(new URL(file, LISTS)) },
      municipality: 'lier',
      dryRun: false,
      confirm: async () => true,
    });
  await take('holders', 'pashouders.csv');
  return { core, take };
}

/** The text of a list. */
export function readList(file: string): string {
  return readFileSync(new URL(file, LISTS), 'utf8');
}

/** What the town counted in a list, by the name of the figure. */
export function figuresOfTown(file: string): object {
  const all = JSON.parse(readList('expected.json')) as Record<string, object>;
  const figures = all[file];
  if (figures === undefined) throw new Error(`the town counted nothing in ${file}`);
  return figures;
}
