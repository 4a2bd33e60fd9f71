import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../../config/settings.ts';
import { RefusalToStart } from './refusal-to-start.ts';

/** Where this process is to listen, and by which address others reach it. */
export interface Doorway {
  readonly host: string;
  readonly port: number;
  /** Without a path: `http://localhost:3000`. */
  readonly publicUrl: string;
}

/**
 * Decides where to listen before anything is made that has the address in it.
 *
 * @throws RefusalToStart when another program listens there
 */
export async function chooseDoorway(settings: Settings): Promise<Doorway> {
  const { host } = settings;
  const port = await findPort(settings);
  const isEverywhere = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host);
  const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const publicUrl = settings.publicUrl?.replace(/\/+$/, '') ?? `http://${name}:${port}`;
  return { host, port, publicUrl };
}

/** @throws RefusalToStart when another program took the port meanwhile */
export async function listen(app: FastifyInstance, { host, port }: Doorway): Promise<void> {
  try {
    await app.listen({ host, port, listenTextResolver: () => 'listening' });
  } catch (error) {
    throw explainListening(error, { host, port });
  }
}

async function findPort({ host, port }: Settings): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
    return (probe.address() as AddressInfo).port;
  } catch (error) {
    throw explainListening(error, { host, port });
  } finally {
    if (probe.listening) {
      probe.close();
      await once(probe, 'close');
    }
  }
}

function explainListening(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `another program listens on port ${port}: set PORT to a free one`,
    EACCES: `this account may not listen on port ${port}: set PORT to 1024 or higher`,
    EADDRNOTAVAIL: `this machine has no address ${host}: set HOST`,
    ENOTFOUND: `this machine has no address ${host}: set HOST`,
  };
  const reason = reasons[String(code)];
  return reason === undefined ? error : new RefusalToStart(reason, { cause: error });
}
