import type { GovernmentService } from './government-service.ts';
import { SimulatedGovernment } from './simulated-government.ts';

/** The services that a town can name in its file: none that is invented, in production. */
export function knownGovernments(mode: string): ReadonlyMap<string, GovernmentService> {
  return new Map(mode === 'production' ? [] : [['simulated', new SimulatedGovernment()]]);
}
