import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { PersonSubject } from '../contract/persons.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { openTold } from '../orders/told-registration.ts';
import { hostSecrets } from '../plugins/host-secrets.ts';
import { ownEntities } from '../plugins/own-entities.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { associationNames } from '../associations/known-associations.ts';
import type { HolderExport } from './holder-export.ts';
import { findSchool } from './known-schools.ts';
import { Look } from './look.entity.ts';
import { openPrivate } from './private-details.ts';

/** What stands in the record of who looked. */
const REASON = 'everything was exported for the holder';

/**
 * Everything that is kept of a holder, for that person to read (GDPR, article 15): core's own, and
 * what each plugin keeps in tables of its own, switched off or not. That it was exported is
 * recorded as a look.
 *
 * @throws Problem `passholder-not-found`, also for a holder whom the municipality neither
 * registered nor houses
 */
export async function exportHolder(
  core: Core,
  caller: Caller,
  passholderId: string,
): Promise<HolderExport> {
  const { cardSystemId, municipality } = caller;
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const [row] = await em.execute<{ kept: string | null }[]>(
      'select core.export_holder(?, ?, ?) as kept',
      [cardSystemId, passholderId, municipality.id],
    );
    if (!row?.kept) throw passholderNotFound();
    const kept = readKept(core, caller, { passholderId, text: row.kept });
    const { id: personId, firstName, lastName, birthDate, email } = kept.person;
    const who = { personId, passholderId, firstName, lastName, birthDate, email };
    const plugins: HolderExport['plugins'] = {};
    for (const { name, persons, entities = [] } of core.plugins.values()) {
      if (!persons) continue;
      const own = ownEntities(em, entities, async () => undefined);
      const secrets = hostSecrets(core.keys, { plugin: name, cardSystemId });
      plugins[name] = { ...(await persons.export(own, who satisfies PersonSubject, secrets)) };
    }
    const now = new Date(core.now());
    em.create(Look, {
      cardSystemId,
      id: randomUUID(),
      clientId: caller.clientId,
      organizer: [cardSystemId, actingOrganizerId(caller)],
      passholder: [cardSystemId, passholderId],
      subject: 'person',
      subjectId: null,
      reason: REASON,
      lookedAt: now,
    });
    return { exportedAt: now.toISOString(), ...kept, plugins };
  });
}

type Kept = Omit<HolderExport, 'exportedAt' | 'plugins'>;

/** What `core.export_holder` answers: notes, pictures and orders sealed, names as ids. */
interface StoredKept extends Omit<Kept, 'associations' | 'orders' | 'person'> {
  readonly person: Omit<Kept['person'], 'school'> & { readonly schoolId: string | null };
  readonly associations: readonly {
    readonly associationId: string;
    readonly endDate: string;
    readonly registeredAt: string;
  }[];
  readonly orders: readonly {
    readonly id: string;
    readonly organizer: string;
    readonly status: string;
    readonly requestedAt: string;
    readonly toldSealed: string;
  }[];
  readonly private: {
    readonly noteSealed: string | null;
    readonly pictureSealed: string | null;
    readonly pictureType: string | null;
  } | null;
}

function readKept(
  core: Core,
  { cardSystemId, installation }: Caller,
  { passholderId, text }: { passholderId: string; text: string },
): Kept {
  const { private: sealed, orders, ...kept } = JSON.parse(text) as StoredKept;
  const open = (kind: 'note' | 'picture', base64: string | null | undefined): Buffer | null => {
    const bytes = base64 ? Buffer.from(base64, 'base64') : null;
    return bytes && openPrivate(core.keys, bytes, { kind, passholderId });
  };
  const picture = open('picture', sealed?.pictureSealed);
  const type = sealed?.pictureType ?? '';
  const { schoolId, ...told } = kept.person;
  const school = schoolId === null ? undefined : findSchool(installation, cardSystemId, schoolId);
  const names = associationNames(installation, cardSystemId);
  const associations = kept.associations.map(({ associationId: id, ...membership }) => {
    return { association: names.get(id) ?? id, ...membership };
  });
  const person = {
    ...told,
    // What a file no longer names is told by its id.
    school: school?.name ?? schoolId,
    note: open('note', sealed?.noteSealed)?.toString('utf8') ?? null,
    picture: picture && { type, base64: picture.toString('base64') },
  };
  return {
    ...kept,
    person,
    associations,
    orders: orders.map((order) => openOrder(core, order)),
  };
}

function openOrder(core: Core, order: StoredKept['orders'][number]): Kept['orders'][number] {
  const { id, organizer, status, requestedAt, toldSealed } = order;
  const told = openTold(core.keys, id, Buffer.from(toldSealed, 'base64'));
  const { firstName, lastName, birthDate, email, phone, street, postalCode, city } = told.person;
  const who = { firstName, lastName, birthDate, email, phone, street, postalCode, city };
  const { socialTariffUntil } = told;
  return { organizer, status, requestedAt, ...who, socialTariffUntil };
}
