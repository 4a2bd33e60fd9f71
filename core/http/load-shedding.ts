import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendProblem } from './error-handling.ts';
import { serviceUnavailable } from './problems.ts';

/** How much a process takes on; 0 is no bound. */
export interface LoadBounds {
  /** Requests that are being answered at the same time. */
  readonly maxInFlight: number;
  /** How late the process may be with what it has to do, on the average of a second. */
  readonly maxLagMs: number;
}

/** What a process has on its hands. */
export interface Load {
  /** Without the one that comes now. */
  readonly inFlight: number;
  readonly lagMs: number;
}

/** As much as comes. */
export const UNBOUNDED: LoadBounds = { maxInFlight: 0, maxLagMs: 0 };

/**
 * Why a process should not take on one more request, in words for a developer; null when it can.
 */
export function reasonToShed(load: Load, bounds: LoadBounds): string | null {
  const { maxInFlight, maxLagMs } = bounds;
  if (maxInFlight > 0 && load.inFlight >= maxInFlight) return 'too many requests wait';
  if (maxLagMs > 0 && load.lagMs > maxLagMs) return 'this process is too busy';
  return null;
}

/** What a test may put in the place of the clock of the process. */
export interface LoadMeter {
  lagMs(): number;
}

/**
 * Answers 503 at once to what is more than a process can do, and to what comes over a connection
 * that is still open when it closes: a client that is told so tries again elsewhere, one that hangs
 * does not. Health is told all the while.
 */
export function addLoadShedding(
  app: FastifyInstance,
  bounds: LoadBounds,
  meter: LoadMeter = bounds.maxLagMs > 0 ? measureLag(app) : { lagMs: () => 0 },
): void {
  let inFlight = 0;
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onRequest', (request, reply, done) => {
    const isHealth = !request.is404 && request.routeOptions.config.always === true;
    const load = { inFlight, lagMs: meter.lagMs() };
    const reason = isClosing ? 'this process is stopping' : reasonToShed(load, bounds);
    if (reason !== null && !isHealth) {
      if (isClosing) void reply.header('connection', 'close');
      // Not thrown, which would be a line of error in the log for each.
      void sendProblem(reply, serviceUnavailable({ detail: reason }));
      return;
    }
    inFlight += 1;
    whenOver(reply, () => {
      inFlight -= 1;
    });
    done();
  });
}

/** Once, when the answer is away or its connection is. */
function whenOver({ raw }: FastifyReply, tell: () => void): void {
  let isOver = false;
  const end = (): void => {
    if (!isOver) tell();
    isOver = true;
  };
  raw.once('finish', end);
  raw.once('close', end);
}

const RESOLUTION_MS = 20;
const WINDOW_MS = 1_000;
const NANOSECONDS = 1e6;

/** The average delay of the last whole second, measured by the platform. */
function measureLag(app: FastifyInstance): LoadMeter {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let lagMs = 0;
  // By the clock and not by who asks: an hour without requests would hide how late it is now.
  const timer = setInterval(() => {
    // Without a sample the mean is no number.
    lagMs = Math.max(0, (histogram.mean || 0) / NANOSECONDS - RESOLUTION_MS);
    histogram.reset();
  }, WINDOW_MS).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    histogram.disable();
  });
  return { lagMs: () => lagMs };
}
