import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/settings.ts';
import { discoverTokenIssuer, type TokenIssuer } from './access/token-issuer.ts';
import { createApp } from './app.ts';
import { PLUGINS_FOLDER, readVersion } from './boot/folders.ts';
import { httpLimitsOf } from './boot/http-limits-of.ts';
import { chooseDoorway, type Doorway, listen } from './boot/listen.ts';
import { claimDataFolder, openDatabase } from './boot/open-database.ts';
import { openRuntime, type Runtime } from './boot/open-runtime.ts';
import { RefusalToStart } from './boot/refusal-to-start.ts';
import {
  type ProcessOptions,
  runUntilAsked,
  type StartingProcess,
} from './boot/run-until-asked.ts';
import { openDemo } from './demo/open-demo.ts';
import { startWorker } from './worker.ts';

/** By what people and systems come in. */
interface Entrance {
  readonly issuer: TokenIssuer;
  /** The client whose desk the page at `/` is; there is no such page when left out. */
  readonly deskClient?: string | undefined;
  /** Where the lines of requests go; to standard output when left out. */
  readonly requestLog?: { write(line: string): void };
  /** What a newcomer reads, once the doors are open. */
  welcome?(): Promise<string>;
}

const HTTP_PATIENCE_MS = 10_000;

/**
 * Runs Pasklaar in this process, server and worker together, until somebody asks it to stop.
 *
 * @returns the exit code of the process
 * @throws RefusalToStart, AlreadyRunning, BrokenPlugins or ConfigurationRefused when it cannot
 * start
 */
export function runServer(options: ProcessOptions): Promise<number> {
  return runUntilAsked(options, async (starting) => {
    const { settings, terminal, shutdown, log } = starting;
    const startedAtMs = performance.now();
    const tell = (line: string): void => terminal.tell(line);
    // Only one process at a time works on an embedded database or on a demo.
    const isAlone = settings.databaseUrl === undefined || settings.isDemo;
    const given = settings.isDemo ? undefined : givenEntrance(settings);
    const lock = isAlone ? claimDataFolder(settings, shutdown) : undefined;
    const doorway = await chooseDoorway(settings);

    const runtime = await openRuntime({
      settings,
      shutdown,
      log,
      answersRequests: true,
      openDatabase: (plugins) => openDatabase({ settings, plugins, shutdown, log: tell }),
    });
    const entrance = given ?? (await openDemo(runtime.core, { settings, doorway }));
    await serve(starting, { runtime, doorway, entrance });
    startWorker(runtime, shutdown, log);
    lock?.announce(doorway.publicUrl);

    const tookMs = Math.round(performance.now() - startedAtMs);
    const asked = `process ${process.pid}, in ${tookMs} ms`;
    terminal.say(`Pasklaar ${readVersion()} runs at ${doorway.publicUrl} (${asked})`);
    if (entrance.welcome) terminal.say(await entrance.welcome());
    return runtime;
  });
}

interface Service {
  readonly runtime: Runtime;
  readonly doorway: Doorway;
  readonly entrance: Entrance;
}

async function serve(starting: StartingProcess, service: Service): Promise<void> {
  const { settings, shutdown } = starting;
  const { runtime, doorway, entrance } = service;
  const app = await createApp(runtime.core, {
    issuer: entrance.issuer,
    publicUrl: doorway.publicUrl,
    version: readVersion(),
    pluginsFolder: PLUGINS_FOLDER,
    log: {
      level: settings.logLevel,
      ...(entrance.requestLog && { stream: entrance.requestLog }),
    },
    deskClient: entrance.deskClient,
    limits: httpLimitsOf(settings),
    metricsToken: settings.metricsToken,
  });
  shutdown.add({ name: 'the web server', patienceMs: HTTP_PATIENCE_MS, close: () => close(app) });
  void shutdown.asked.then(() => app.startDraining());
  await listen(app, doorway);
  shutdown.throwIfAsked();
}

/** A connection that is still busy when patience ends is cut: its client may ask again. */
async function close(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), HTTP_PATIENCE_MS - 1_000);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}

function givenEntrance({ mode, oidcIssuer, oidcAudience }: Settings): Entrance {
  if (oidcIssuer !== undefined && oidcAudience !== undefined) {
    return { issuer: discoverTokenIssuer({ issuer: oidcIssuer, audience: oidcAudience }) };
  }
  const what = 'nobody could sign in: set OIDC_ISSUER and OIDC_AUDIENCE to your identity provider';
  const demo =
    mode === 'production'
      ? ' (the demo does not exist with NODE_ENV=production)'
      : ', or PASKLAAR_DEMO=on for a demo';
  throw new RefusalToStart(`${what}${demo}`);
}
