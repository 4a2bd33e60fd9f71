import type { MunicipalityKey, OrganizerKey, PlaceKey } from '../contract/facts.ts';
import type { PartyKey } from '../contract/money.ts';
import { HOLDER } from '../billing/money-fact.ts';
import type { EnabledPlugin } from '../plugins/enabled-plugin.ts';
import type { MunicipalityConfig } from './municipality-config.ts';
import { stableId } from './stable-id.ts';

/** One version of a municipality's configuration, valid and ready to decide by. */
export interface ActiveMunicipality {
  readonly key: MunicipalityKey;
  readonly id: string;
  readonly cardSystemId: number;
  readonly config: MunicipalityConfig;
  /** Facts name it: the text by which they were decided. */
  readonly version: { readonly id: string; readonly hash: string; readonly text: string };
  readonly plugins: ReadonlyMap<string, EnabledPlugin>;
}

/**
 * The municipalities of this installation, as of one reading of the configuration. Immutable: a
 * new reading is a new installation, and a request keeps the one it started with.
 */
export class Installation {
  readonly municipalities: readonly ActiveMunicipality[];
  readonly #byKey: ReadonlyMap<MunicipalityKey, ActiveMunicipality>;
  readonly #byId: ReadonlyMap<string, ActiveMunicipality>;
  readonly #organizers = new Map<string, { municipality: ActiveMunicipality; key: OrganizerKey }>();
  readonly #places = new Map<string, { municipality: ActiveMunicipality; key: PlaceKey }>();
  readonly #kiosks = new Map<string, { municipality: ActiveMunicipality; key: KioskKey }>();
  readonly #parties = new Map<string, Party>();

  constructor(municipalities: readonly ActiveMunicipality[]) {
    this.municipalities = municipalities;
    this.#byKey = new Map(municipalities.map((municipality) => [municipality.key, municipality]));
    this.#byId = new Map(municipalities.map((municipality) => [municipality.id, municipality]));
    for (const municipality of municipalities) {
      for (const key of Object.keys(municipality.config.organizers)) {
        this.#organizers.set(organizerId(municipality.key, key), { municipality, key });
      }
      for (const key of Object.keys(municipality.config.places)) {
        this.#places.set(placeId(municipality.key, key), { municipality, key });
      }
      for (const key of Object.keys(municipality.config.kiosks)) {
        this.#kiosks.set(kioskId(municipality.key, key), { municipality, key });
      }
      for (const party of partiesOf(municipality)) this.#parties.set(party.id, party);
    }
  }

  byKey(key: MunicipalityKey): ActiveMunicipality | undefined {
    return this.#byKey.get(key);
  }

  byId(id: string): ActiveMunicipality | undefined {
    return this.#byId.get(id);
  }

  /** The towns that share one card. */
  ofCardSystem(cardSystemId: number): ActiveMunicipality[] {
    return this.municipalities.filter((one) => one.cardSystemId === cardSystemId);
  }

  organizer(id: string): { municipality: ActiveMunicipality; key: OrganizerKey } | undefined {
    return this.#organizers.get(id);
  }

  /** All organizers of the municipalities that share a card. */
  organizersOfCardSystem(
    cardSystemId: number,
  ): { id: string; municipality: ActiveMunicipality; key: OrganizerKey }[] {
    return [...this.#organizers]
      .map(([id, organizer]) => ({ id, ...organizer }))
      .filter(({ municipality }) => municipality.cardSystemId === cardSystemId);
  }

  place(id: string): { municipality: ActiveMunicipality; key: PlaceKey } | undefined {
    return this.#places.get(id);
  }

  kiosk(id: string): { municipality: ActiveMunicipality; key: KioskKey } | undefined {
    return this.#kiosks.get(id);
  }

  party(id: string): Party | undefined {
    return this.#parties.get(id);
  }

  /** All parties of the municipalities that share a card. */
  partiesOfCardSystem(cardSystemId: number): Party[] {
    return [...this.#parties.values()].filter((party) => party.cardSystemId === cardSystemId);
  }

  /**
   * The id of the party that a rule of a municipality names: one of its own, or the slug of a
   * municipality of the same card system. The holder has no party and is null.
   *
   * @throws Error when no such party exists: configuration that was validated cannot name one
   */
  partyId(municipality: ActiveMunicipality, key: PartyKey): string | null {
    if (key === HOLDER) return null;
    const town = this.#byKey.get(key);
    if (town && town.cardSystemId === municipality.cardSystemId) return partyId(town.key, town.key);
    const { organizers, legalEntities, otherParties } = municipality.config;
    if ([organizers, legalEntities, otherParties].some((parties) => Object.hasOwn(parties, key))) {
      return partyId(municipality.key, key);
    }
    throw new Error(`${municipality.key} has no party ${key}`);
  }
}

/** A kiosk of a municipality, as its configuration names it. */
export type KioskKey = string;

/** A party as configuration names it. */
export interface Party {
  readonly id: string;
  readonly cardSystemId: number;
  readonly municipality: MunicipalityKey;
  readonly key: PartyKey;
  /** The town pays: the municipality itself, its legal entities and departments. */
  readonly isTown: boolean;
  readonly costCentre: string | null;
}

function partiesOf(municipality: ActiveMunicipality): Party[] {
  const { cardSystemId, config, key } = municipality;
  const party = (name: PartyKey, isTown: boolean, costCentre: string | null = null): Party => {
    return {
      id: partyId(key, name),
      cardSystemId,
      municipality: key,
      key: name,
      isTown,
      costCentre,
    };
  };
  return [
    party(key, true),
    ...Object.keys(config.legalEntities).map((entity) => party(entity, true)),
    ...Object.keys(config.otherParties).map((other) => party(other, false)),
    ...Object.entries(config.organizers).map(([organizer, { kind, costCentre }]) =>
      party(organizer, kind === 'department', costCentre ?? null),
    ),
  ];
}

/** The id of a municipality. */
export const municipalityId = (key: MunicipalityKey): string => stableId(key, 'municipality');
/** The id of an organizer of a municipality. */
export const organizerId = (municipality: MunicipalityKey, key: OrganizerKey): string =>
  stableId(municipality, 'organizer', key);
/** The id of a place of a municipality. */
export const placeId = (municipality: MunicipalityKey, key: PlaceKey): string =>
  stableId(municipality, 'place', key);
/** The id of a party of a municipality. */
export const partyId = (municipality: MunicipalityKey, key: PartyKey): string =>
  stableId(municipality, 'party', key);
/** The id of a kiosk of a municipality. */
export const kioskId = (municipality: MunicipalityKey, key: KioskKey): string =>
  stableId(municipality, 'kiosk', key);
