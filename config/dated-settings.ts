import type { Day } from '../core/contract/period.ts';
import type { ConfigurationError, Path } from './configuration-error.ts';
import type { LoadedFile } from './loaded-file.ts';
import { mistakeAt } from './mistake-at.ts';

/** What is dated and does not fit the day on which it is read. */
export interface DatedFindings {
  readonly errors: ConfigurationError[];
  /** What is odd, and stops nobody. */
  readonly warnings: ConfigurationError[];
}

/**
 * Whether what is dated holds on a day: a price for the passes that a town sells, and a
 * distribution key for each kind of organizer. A key that is missing is a mistake where the social
 * tariff is managed, because nobody would get it; elsewhere it is odd.
 */
export function checkDatedSettings(files: readonly LoadedFile[], today: Day): DatedFindings {
  const keys = files.flatMap((file) => keylessOrganizers(file, today));
  return {
    errors: [
      ...files.flatMap((file) => pricelessPasses(file, today)),
      ...keys.flatMap(({ isManaged, error }) => (isManaged ? [error] : [])),
    ],
    warnings: keys.flatMap(({ isManaged, error }) => (isManaged ? [] : [error])),
  };
}

function pricelessPasses(
  { document, config, isRight }: LoadedFile,
  today: Day,
): ConfigurationError[] {
  const at: Path = ['pass', 'prices'];
  // Of a file with mistakes the group may be there without its list.
  const prices = config.pass.prices ?? [];
  if (!isRight(at) || prices.length === 0) return [];
  if (prices.some(({ validFrom }) => validFrom <= today)) return [];
  const message = `passes have no price today (${today}): one must begin by then`;
  return [mistakeAt(document, [...at, firstOf(prices), 'validFrom'], message)];
}

interface KeylessOrganizers {
  readonly isManaged: boolean;
  readonly error: ConfigurationError;
}

function keylessOrganizers(
  { document, config, isRight }: LoadedFile,
  today: Day,
): KeylessOrganizers[] {
  const parts = ['distributionKeys', 'organizers', 'socialTariff'];
  if (!parts.every((part) => isRight([part]))) return [];
  const keys = config.distributionKeys;
  // Where every key has a name, the one that is built in holds for all that is not chosen by hand.
  const isGeneral = (key: (typeof keys)[number]): boolean => key.name === undefined;
  if (!keys.some(isGeneral)) return [];
  const holding = keys.filter((key) => isGeneral(key) && key.validFrom <= today);
  const classes = new Set(holding.map(({ organizerClass }) => organizerClass));
  const kinds = new Set(Object.values(config.organizers).map(({ kind }) => kind));
  const without = classes.has('any') ? [] : [...kinds].filter((kind) => !classes.has(kind));
  if (without.length === 0) return [];

  const next = firstOf(keys, (key) => isGeneral(key) && key.validFrom > today);
  const at: Path = next === -1 ? ['distributionKeys'] : ['distributionKeys', next, 'validFrom'];
  const message =
    `no key holds today (${today}) for organizers that are ${without.join(' or ')}: nobody gets ` +
    'the social tariff there until one begins';
  const isManaged = config.socialTariff.managedBy.length > 0;
  return [{ isManaged, error: mistakeAt(document, at, message) }];
}

/** Where the one stands that begins first; -1 when there is none. */
function firstOf<Dated extends { readonly validFrom: Day }>(
  list: readonly Dated[],
  isMeant: (one: Dated) => boolean = () => true,
): number {
  return list.reduce((first, one, index) => {
    if (!isMeant(one)) return first;
    return first === -1 || one.validFrom < (list[first]?.validFrom ?? '') ? index : first;
  }, -1);
}
