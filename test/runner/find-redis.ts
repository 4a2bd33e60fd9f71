import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const ownPort = 6379;
const patienceMs = 1_000;

/**
 * The Redis that tests may use: the one asked for, else the one of this machine when it answers.
 *
 * @param askedFor its URL, which is not tried: where it was asked for, its absence is a failure
 * @returns undefined when there is none
 */
export async function findRedis(askedFor: string | undefined): Promise<string | undefined> {
  if (askedFor !== undefined) return askedFor;
  return (await answersPing(ownPort)) ? `redis://127.0.0.1:${ownPort}` : undefined;
}

async function answersPing(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port, signal: AbortSignal.timeout(patienceMs) });
  socket.write('PING\r\nQUIT\r\n');
  try {
    return (await text(socket)).startsWith('+PONG');
  } catch {
    return false;
  }
}
