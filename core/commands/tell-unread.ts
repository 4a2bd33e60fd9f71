import { nearSettings } from '../../config/settings.ts';
import type { Terminal } from '../boot/terminal.ts';

/** Warns of the variables of this process that nobody reads, and that look like a setting. */
export function tellUnread(terminal: Terminal): void {
  for (const { name, message } of nearSettings()) terminal.tell(`warning: ${name}: ${message}`);
}
