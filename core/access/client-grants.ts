import type { Pool } from 'pg';
import type { OrganizerKey } from '../contract/facts.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { type ActiveMunicipality, organizerId } from '../municipalities/installation.ts';
import type { Caller } from './caller.ts';
import { clientsOf, configuredPermissions } from './clients.ts';
import { UITPAS_PERMISSIONS, withContained } from './permission.ts';

/** What a client may do for an organizer, as it was changed over the API. */
interface Grant {
  readonly clientId: string;
  readonly organizerId: string;
  /** Of UiTPAS. */
  readonly permissions: readonly string[];
}

/** The grants of a card system as they were at a moment. */
interface ReadGrants {
  readonly readAtMs: number;
  readonly grants: Promise<readonly Grant[]>;
  /** What the clients come to by them: worked out once for each. */
  readonly callers: WeakMap<Caller, Caller>;
}

/** A change that another process wrote counts here after this, and within a second. */
const FRESH_MS = 500;

/** By the pool: a process has one core or two, on one database each. */
const read = new WeakMap<Pool, Map<number, ReadGrants>>();

const ofUitpas = new Set<string>(UITPAS_PERMISSIONS);

/**
 * The client of the configuration by its id, as it may act now: by the configuration, and for each
 * organizer of which it was changed over the API by that. Undefined for a client that no
 * municipality has.
 *
 * Without a database what was read last holds, or else the configuration: nothing that is kept can
 * be reached then, and what needs no database works.
 */
export async function clientNow(
  core: Pick<Core, 'installation' | 'pool' | 'now'>,
  clientId: string,
): Promise<Caller | undefined> {
  const client = clientsOf(core.installation()).get(clientId);
  if (!client) return undefined;
  const { grants, callers } = readGrants(core, client.cardSystemId);
  const own = (await grants).filter((grant) => grant.clientId === clientId);
  if (own.length === 0) return client;
  const known = callers.get(client) ?? withGrants(client, own);
  callers.set(client, known);
  return known;
}

/** What was read of a card system is read anew at the next request. */
export function forgetGrants({ pool }: Pick<Core, 'pool'>, cardSystemId: number): void {
  read.get(pool)?.delete(cardSystemId);
}

function readGrants({ pool, now }: Pick<Core, 'pool' | 'now'>, cardSystemId: number): ReadGrants {
  const ofPool = read.get(pool) ?? new Map<number, ReadGrants>();
  read.set(pool, ofPool);
  const last = ofPool.get(cardSystemId);
  if (last && Math.abs(now() - last.readAtMs) < FRESH_MS) return last;

  const asked = callForJson<readonly Grant[]>(pool, 'core.client_grants', [cardSystemId]);
  const next: ReadGrants = {
    readAtMs: now(),
    grants: asked.catch(() => {
      // So that the next request tries again.
      if (ofPool.get(cardSystemId) === next) ofPool.delete(cardSystemId);
      return last?.grants ?? [];
    }),
    callers: new WeakMap(),
  };
  ofPool.set(cardSystemId, next);
  return next;
}

/** What configuration alone can give stays as it gives it; the rest is as it was granted. */
function withGrants(client: Caller, grants: readonly Grant[]): Caller {
  const { clientId, installation, municipality } = client;
  const configured = configuredPermissions(municipality, clientId);
  const kept = configured.filter((permission) => !ofUitpas.has(permission));
  const granted = new Map(
    grants.map((grant) => [
      grant.organizerId,
      grant.permissions.filter((one) => ofUitpas.has(one)),
    ]),
  );
  const permissionsFor = new Map<OrganizerKey, ReadonlySet<string>>();
  for (const key of client.organizers) {
    const own = granted.get(organizerId(municipality.key, key));
    permissionsFor.set(key, withContained(own ? [...kept, ...own] : configured));
  }
  for (const [id, permissions] of granted) {
    const key = organizerOf(municipality, installation.organizer(id));
    if (key === undefined || permissionsFor.has(key) || permissions.length === 0) continue;
    permissionsFor.set(key, withContained(permissions));
  }
  const permissions = permissionsFor.get(client.organizer) ?? client.permissions;
  const organizers = [...permissionsFor.keys()];
  return Object.freeze({ ...client, organizers, permissions, permissionsFor });
}

/** Only one of the client's own town; what a file no longer names is of nobody. */
function organizerOf(
  municipality: ActiveMunicipality,
  found: { municipality: ActiveMunicipality; key: OrganizerKey } | undefined,
): OrganizerKey | undefined {
  return found?.municipality.key === municipality.key ? found.key : undefined;
}
