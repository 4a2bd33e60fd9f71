import path from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { clientsOf } from '../access/clients.ts';
import {
  createDemoIdentityProvider,
  type DemoIdentityProvider,
} from '../access/demo-identity-provider.ts';
import { DEMO_FOLDER, foldersOf } from '../boot/folders.ts';
import type { Doorway } from '../boot/listen.ts';
import type { Core } from '../core.ts';
import { writeDemoFile } from './demo-file.ts';
import { describeDemo } from './describe-demo.ts';
import { readDemoTowns } from './read-demo-towns.ts';
import { type DemoRequestLog, openRequestLog } from './request-log.ts';
import { seedDemo } from './seed-demo.ts';
import { welcomeTo } from './welcome-to.ts';

/** A demo that is ready to be opened to the public. */
export interface Demo {
  readonly issuer: DemoIdentityProvider;
  /** The client whose desk the page at `/` is; undefined when no town has one. */
  readonly deskClient: string | undefined;
  readonly requestLog: DemoRequestLog['stream'];
  /** Writes down what it is, for `npx pasklaar demo`, and says it to a newcomer. */
  welcome(): Promise<string>;
}

/** Makes the towns of the demo, with an identity provider of their own. */
export async function openDemo(
  core: Core,
  { settings, doorway }: { settings: Settings; doorway: Doorway },
): Promise<Demo> {
  const { data } = foldersOf(settings);
  const { publicUrl } = doorway;
  const towns = await readDemoTowns(DEMO_FOLDER, core.installation());
  const [events, issuer] = await Promise.all([
    seedDemo(core, towns),
    createDemoIdentityProvider({
      dataFolder: data,
      publicUrl,
      clientIds: [...clientsOf(core.installation()).keys()],
      nodeEnv: settings.mode,
    }),
  ]);
  const { tokenUrl, personTokenUrl, secretOf } = issuer;
  const { file, stream } = openRequestLog(data);
  return {
    issuer,
    requestLog: stream,
    deskClient: towns.map(({ demo }) => demo.deskPage).find((client) => client !== undefined),
    async welcome() {
      const options = { towns, events, tokenUrl, personTokenUrl, publicUrl, secretOf };
      const description = await describeDemo(core, options);
      writeDemoFile(data, description);
      const log = path.relative(process.cwd(), file);
      return `Its requests are logged in ${log}\n${welcomeTo(description)}`;
    },
  };
}
