import { randomUUID } from 'node:crypto';
import { ORGANIZER, RESIDENCE } from '../billing/distribution-key.ts';
import { HOLDER } from '../billing/money-fact.ts';
import type { OrganizerKey } from '../contract/facts.ts';
import type { Cents } from '../contract/money.ts';
import type { Reason } from '../contract/text.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { Event } from '../events/event.entity.ts';
import {
  type ActiveMunicipality,
  type Installation,
  organizerId,
} from '../municipalities/installation.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { nameKey } from '../contract/name-key.ts';
import type { ParticipationRow } from './check-participation-rows.ts';
import { importNamesOf, organizerKeyOf } from './known-names.ts';

/** Who offers an activity of a list. */
export interface ListedOrganizer {
  readonly key: OrganizerKey;
  /** As the list calls it. */
  readonly name: string;
  /** Nobody here has this name: it is to be made. */
  readonly isNew: boolean;
}

/** An activity of a list. */
export interface ListedActivity {
  readonly id: string;
  readonly title: string;
  readonly organizer: ListedOrganizer;
  /** The usual price of its rows. */
  readonly regularPriceCents: Cents;
  readonly isNew: boolean;
}

/** What the names in a list stand for. */
export interface ListedNames {
  /** Of each activity of each organizer, by {@link activityKey}. */
  readonly activities: ReadonlyMap<string, ListedActivity>;
  /** Why a name can be no organizer, by the name. */
  readonly refused: ReadonlyMap<string, Reason>;
}

/** Names the activity of a row. */
export function activityKey({
  organizer,
  activity,
}: Pick<ParticipationRow, 'organizer' | 'activity'>): string {
  return JSON.stringify([organizer, activity]);
}

/**
 * Finds the organizers and activities that a list names: by what configuration says that lists call
 * an organizer, its key or its name, and by the title of an activity; capitals, accents and signs
 * do not matter. Changes nothing.
 */
export async function findListedNames(
  core: Core,
  municipality: ActiveMunicipality,
  rows: readonly ParticipationRow[],
): Promise<ListedNames> {
  const names = new Set(rows.map(({ organizer }) => organizer));
  const organizers = new Map<string, ListedOrganizer>();
  const refused = new Map<string, Reason>();
  const stored = await storedOrganizers(core, municipality);
  for (const name of names) {
    const found = findOrganizer(name, { stored, municipality, installation: core.installation() });
    if ('key' in found) organizers.set(name, found);
    else refused.set(name, found);
  }
  const known = await storedEvents(core, municipality, [...organizers.values()]);
  const activities = new Map<string, ListedActivity>();
  for (const [key, ofActivity] of Map.groupBy(rows, activityKey)) {
    const [{ organizer: name, activity: title } = { organizer: '', activity: '' }] = ofActivity;
    const organizer = organizers.get(name);
    if (!organizer) continue;
    const place = placeOf(organizer, title);
    const event = known.get(place) ?? {
      id: randomUUID(),
      title,
      organizer,
      regularPriceCents: usualPrice(ofActivity),
      isNew: true,
    };
    known.set(place, event);
    activities.set(key, event);
  }
  return { activities, refused };
}

interface StoredOrganizer {
  readonly key: OrganizerKey;
  readonly name: string;
}

/** Those that the configuration no longer names too: an earlier list may have made them. */
async function storedOrganizers(
  core: Core,
  { cardSystemId, id }: ActiveMunicipality,
): Promise<StoredOrganizer[]> {
  const em = tenantManager(core.orm, cardSystemId);
  return em.find(
    Organizer,
    { cardSystemId, municipality: [cardSystemId, id] },
    { fields: ['key', 'name'], orderBy: { key: 1 } },
  );
}

function findOrganizer(
  name: string,
  where: {
    stored: readonly StoredOrganizer[];
    municipality: ActiveMunicipality;
    installation: Installation;
  },
): ListedOrganizer | Reason {
  const { municipality, installation, stored } = where;
  const [key, ...others] = importNamesOf(municipality.config).get(nameKey(name)) ?? [];
  if (key !== undefined && others.length === 0) return { key, name, isNew: false };
  const is = JSON.stringify(name);
  if (key !== undefined) {
    const all = [key, ...others].join(' en ');
    return { code: 'ambiguous-organizer', nl: `Organisator ${is} kan ${all} zijn. ${NAME_IT}` };
  }
  const other = stored.find((one) => [one.key, one.name].some((text) => isSame(text, name)));
  if (other) return { key: other.key, name, isNew: false };

  const made = organizerKeyOf(name);
  const { legalEntities, otherParties } = municipality.config;
  const isTaken =
    made !== null &&
    (Object.hasOwn(legalEntities, made) ||
      Object.hasOwn(otherParties, made) ||
      installation.byKey(made) !== undefined ||
      [HOLDER, RESIDENCE, ORGANIZER].includes(made));
  if (made === null || isTaken) {
    return { code: 'unknown-organizer', nl: `Organisator ${is} is niet gekend. ${NAME_IT}` };
  }
  return { key: made, name, isNew: true };
}

const NAME_IT =
  'Zet de naam in het bestand van de gemeente onder `importNames` van de juiste organisator.';

function isSame(a: string, b: string): boolean {
  return nameKey(a) !== '' && nameKey(a) === nameKey(b);
}

async function storedEvents(
  core: Core,
  { cardSystemId, key }: ActiveMunicipality,
  organizers: readonly ListedOrganizer[],
): Promise<Map<string, ListedActivity>> {
  const byId = new Map(organizers.map((one) => [organizerId(key, one.key), one]));
  const em = tenantManager(core.orm, cardSystemId);
  const events = await em.find(
    Event,
    { cardSystemId, organizer: { cardSystemId, id: { $in: [...byId.keys()] } } },
    { fields: ['title', 'organizer', 'regularPriceCents'], orderBy: { id: -1 } },
  );
  return new Map(
    events.flatMap(({ id, title, regularPriceCents, organizer: { id: ofId } }) => {
      const organizer = byId.get(ofId);
      if (!organizer) return [];
      const event = { id, title, organizer, regularPriceCents, isNew: false };
      return [[placeOf(organizer, title), event] as const];
    }),
  );
}

/** A title without any letter is compared as it is. */
function placeOf({ key }: ListedOrganizer, title: string): string {
  return `${key} ${nameKey(title) || title}`;
}

/** What most of the rows cost; of two that are as frequent the higher. */
function usualPrice(rows: readonly ParticipationRow[]): Cents {
  const counts = [...Map.groupBy(rows, ({ priceCents }) => priceCents)];
  const [[price] = [0]] = counts.toSorted(
    ([a, rowsOfA], [b, rowsOfB]) => rowsOfB.length - rowsOfA.length || b - a,
  );
  return price;
}
