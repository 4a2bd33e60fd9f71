import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { serviceUnavailable } from './problems.ts';
import { responses } from './responses.ts';

/** How long the database may take to answer that it is there. */
const PATIENCE_MS = 2_000;

const config = { always: true } as const;
const response = responses({ 200: Type.Object({ status: Type.Literal('ok') }) });

/**
 * `/livez`: the process answers; restart it when not. `/readyz`: it can work, which is to say that
 * the database answers; send it no requests when not.
 */
export function addHealth(app: FastifyInstance): void {
  let isDraining = false;
  app.decorate('startDraining', () => {
    isDraining = true;
  });
  app.get('/livez', { config, schema: { response } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config, schema: { response } }, async () => {
    if (isDraining) throw serviceUnavailable({ detail: 'this process is stopping' });
    await within(PATIENCE_MS, app.core.pool.query('select 1'));
    return { status: 'ok' };
  });
}

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  const timeout = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(serviceUnavailable({ detail: 'no database' })));
  });
  await Promise.race([work, timeout]);
}
