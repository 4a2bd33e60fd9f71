import type { Host } from '../../core/contract/host.ts';
import { clockAt } from '../../core/contract/period.ts';
import type { ChildcareConfig } from './config.ts';

/** Today, in the municipality. */
export function todayOf(host: Host<ChildcareConfig>): string {
  return clockAt(host.now()).day;
}
