import {
  type EntityManager,
  type InferEntity,
  type MikroORM,
  UniqueConstraintViolationException,
} from '@mikro-orm/postgresql';
import { tenantManager } from '../database/orm.ts';
import { Kiosk } from '../kiosks/kiosk.entity.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Party } from '../organizers/party.entity.ts';
import { Place } from '../organizers/place.entity.ts';
import { CardSystem } from './card-system.entity.ts';
import { ConfigVersion } from './config-version.entity.ts';
import {
  type ActiveMunicipality,
  type Installation,
  kioskId,
  organizerId,
  partyId,
  placeId,
} from './installation.ts';
import { Municipality } from './municipality.entity.ts';

/** A town that this database knows in another card system, with its cards. */
export class MunicipalityMoved extends Error {
  override readonly name = 'MunicipalityMoved';

  constructor(key: string) {
    super(`${key} is in another card system in this database, with its cards: put its id back`);
  }
}

/**
 * Writes what configuration names to the database, so that facts can refer to it: municipalities,
 * parties, organizers, places, and the text of the configuration itself. What a file no longer
 * names stays, because facts point to it. The same configuration twice changes nothing.
 *
 * @throws MunicipalityMoved
 */
export async function publishConfiguration(
  orm: MikroORM,
  installation: Installation,
  now: number,
): Promise<void> {
  for (const municipality of installation.municipalities) {
    await publishMunicipality(orm, municipality, now);
  }
}

async function publishMunicipality(
  orm: MikroORM,
  municipality: ActiveMunicipality,
  now: number,
): Promise<void> {
  const { cardSystemId, config, id, key, version } = municipality;
  const within = (other: string): [number, string] => [cardSystemId, other];
  await orm.em.fork().upsert(CardSystem, { id: cardSystemId, name: config.cardSystem.name });
  await tenantManager(orm, cardSystemId).transactional(async (em) => {
    const row = { cardSystemId, id, slug: key, nisCode: config.nisCode, name: config.name };
    await em
      .upsert(Municipality, row, { onConflictFields: ['cardSystemId', 'id'] })
      .catch((error: unknown) => {
        // Its id is that of a row in another card system, which row level security hides.
        if (error instanceof UniqueConstraintViolationException) throw new MunicipalityMoved(key);
        throw error;
      });
    await em.upsertMany(Party, partyRows(municipality), {
      onConflictMergeFields: ['kind', 'name', 'costCentre'],
    });
    const organizers = Object.entries(config.organizers).map(([organizer, { name, kind }]) => ({
      cardSystemId,
      id: organizerId(key, organizer),
      municipality: within(id),
      party: within(partyId(key, organizer)),
      key: organizer,
      kind,
      name,
    }));
    await em.upsertMany(Organizer, organizers, { onConflictMergeFields: ['kind', 'name'] });
    const places = Object.entries(config.places).map(([place, { name, kind, organizer }]) => ({
      cardSystemId,
      id: placeId(key, place),
      municipality: within(id),
      organizer: within(organizerId(key, organizer)),
      key: place,
      kind,
      name,
    }));
    if (places.length > 0) {
      await em.upsertMany(Place, places, { onConflictMergeFields: ['kind', 'name'] });
    }
    await publishKiosks(em, municipality);
    await em.upsert(
      ConfigVersion,
      {
        cardSystemId,
        id: version.id,
        municipality: within(id),
        hash: version.hash,
        text: version.text,
        activatedAt: new Date(now),
      },
      { onConflictAction: 'ignore' },
    );
  });
}

/** Its device and its event are not configuration: they stay. */
async function publishKiosks(em: EntityManager, municipality: ActiveMunicipality): Promise<void> {
  const { cardSystemId, config, id, key } = municipality;
  const kiosks = Object.entries(config.kiosks).map(([kiosk, { name }]) => ({
    cardSystemId,
    id: kioskId(key, kiosk),
    municipality: [cardSystemId, id] as [number, string],
    key: kiosk,
    name,
  }));
  if (kiosks.length > 0) await em.upsertMany(Kiosk, kiosks, { onConflictMergeFields: ['name'] });
}

function partyRows(municipality: ActiveMunicipality) {
  const { cardSystemId, config, id, key } = municipality;
  const within = (other: string): [number, string] => [cardSystemId, other];
  const row = (party: string, kind: InferEntity<typeof Party>['kind'], name: string) => ({
    cardSystemId,
    id: partyId(key, party),
    municipality: within(id),
    key: party,
    kind,
    name,
    costCentre: null as string | null,
    legalEntity: null as [number, string] | null,
  });
  const entities = Object.entries(config.legalEntities).map(([entity, { name }]) =>
    row(entity, 'legal-entity', name),
  );
  const others = Object.entries(config.otherParties).map(([party, { kind, name }]) =>
    row(party, kind, name),
  );
  const organizers = Object.entries(config.organizers).map(([organizer, settings]) => ({
    ...row(organizer, settings.kind === 'department' ? 'department' : 'external', settings.name),
    costCentre: settings.costCentre ?? null,
    legalEntity: settings.legalEntity ? within(partyId(key, settings.legalEntity)) : null,
  }));
  return [row(key, 'municipality', config.name), ...entities, ...others, ...organizers];
}
