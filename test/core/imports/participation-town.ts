import { fileURLToPath } from 'node:url';
import type { ImportReport } from '../../../core/imports/import-report.ts';
import { type ImportRequest, runImport } from '../../../core/imports/run-import.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { publishConfiguration } from '../../../core/municipalities/publish-configuration.ts';
import { type VerifiedLaw, verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';

const file = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

/** The organizers of Lier, which lists call its youth service jeugd. */
export const { organizers } = townConfig('lier', 1);
const youth = { ...organizers['youth'], importNames: ['jeugd'] } as (typeof organizers)[string];

/** The first line of a list of participations. */
export const HEADER = 'moment;pasnummer;activiteit;organisator;prijs in cent';

/** A town to take participations over into; its holders are those of the small list. */
export interface ParticipationTown {
  readonly core: TestCore;
  /** Takes the small list over in Lier, or another one. */
  take(change?: Partial<ImportRequest>): Promise<ImportReport>;
  takeRows(...lines: readonly string[]): Promise<ImportReport>;
  /** Every test starts with the holders of the small list, and nothing that they did. */
  forget(): Promise<void>;
  countRows(): Promise<Record<string, number>>;
  brokenLaws(): Promise<VerifiedLaw[]>;
}

const TABLES = 'check_in points_posting money_fact payment share entry ticket_sale event organizer';

/** Opens a database for one test file, in which Lier and Nijlen share the card. */
export async function openParticipations(
  t: Parameters<typeof openTestCore>[0],
): Promise<ParticipationTown> {
  const installation = new Installation([
    activeMunicipality(townConfig('lier', 1, { organizers: { ...organizers, youth } })),
    activeMunicipality(townConfig('nijlen', 1, { postalCodes: ['2560'] })),
  ]);
  const core = await openTestCore(t, installation);
  const take: ParticipationTown['take'] = (change = {}) =>
    runImport(core, {
      kind: 'participations',
      source: { file: file('deelnames-klein.csv') },
      municipality: 'lier',
      dryRun: false,
      confirm: async () => true,
      ...change,
    });
  return {
    core,
    take,
    takeRows: (...lines) => take({ source: { bytes: Buffer.from([HEADER, ...lines].join('\n')) } }),
    async forget() {
      await core.asOwner(`truncate core.person, core.passholder, core.card, core.card_directory,
        core.event, core.money_fact, core.command, core.outbox cascade`);
      // What configuration names goes with it: a household that pays is a party.
      await publishConfiguration(core.orm, installation, core.now());
      await take({ kind: 'holders', source: { file: file('pashouders-klein.csv') } });
    },
    async countRows() {
      const counts = TABLES.split(' ').map(
        (name) => `(select count(*)::int from core.${name}) ${name}`,
      );
      const [counted] = await core.asOwner<Record<string, number>>(`select ${counts.join(', ')}`);
      return counted ?? {};
    },
    brokenLaws: async () => (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0),
  };
}
