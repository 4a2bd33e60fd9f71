import type { Caller } from './caller.ts';
import { forbidden } from './problems.ts';

/**
 * Asks a permission beside the one of the route, for a part of what was asked.
 *
 * @throws Problem `forbidden` in the words of every route
 */
export function requirePermission({ clientId, permissions }: Caller, permission: string): void {
  if (permissions.has(permission)) return;
  throw forbidden({ detail: `client ${clientId} lacks the permission ${permission}` });
}
