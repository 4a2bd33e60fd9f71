import path from 'node:path';
import { findNormViolation, ORGANIZER, RESIDENCE } from '../core/billing/distribution-key.ts';
import { HOLDER } from '../core/billing/money-fact.ts';
import { HOUSEHOLD } from '../core/contract/money.ts';
import type { PluginDefinition } from '../core/contract/plugin.ts';
import { importNamesOf } from '../core/imports/known-names.ts';
import { nameKey } from '../core/contract/name-key.ts';
import { keyVersionOf } from '../core/tariffs/quote-price.ts';
import type { ConfigurationError, Path } from './configuration-error.ts';
import type { LoadedFile } from './loaded-file.ts';
import { mistakeAt } from './mistake-at.ts';
import { findOddPairs } from './odd-pairs.ts';
import { findTellingNames } from './telling-names.ts';

/** Words that mean something in a key, and therefore name no party. */
const RESERVED = [HOLDER, HOUSEHOLD, RESIDENCE, ORGANIZER];

/**
 * What no schema can say: within each file, and between the files of an installation. A part that
 * is wrong by itself contradicts nothing.
 */
export function findContradictions(
  files: readonly LoadedFile[],
  plugins: ReadonlyMap<string, PluginDefinition>,
): ConfigurationError[] {
  return [
    ...files.flatMap((file) => [
      ...wrongName(file),
      ...reservedParties(file),
      ...sharedPartyNames(file),
      ...sharedImportNames(file),
      ...sharedKioskNames(file),
      ...wrongKeys(file),
      ...pluginContradictions(file, plugins),
      ...findOddPairs(file),
      ...findTellingNames(file, plugins),
    ]),
    ...twice(files, 'clients', ({ config }) => Object.keys(config.clients)),
    ...twice(files, 'postalCodes', ({ config }) => config.postalCodes),
    ...twice(files, 'municipality', ({ config }) => [config.municipality]),
    ...twice(files, 'nisCode', ({ config }) => [config.nisCode]),
    ...otherCardSystemNames(files),
  ];
}

function wrongName({ document, config, isRight }: LoadedFile): ConfigurationError[] {
  if (!isRight(['municipality'])) return [];
  const slug = path.basename(document.file).replace(/\.ya?ml$/, '');
  if (slug === config.municipality) return [];
  const message = `the file of ${config.municipality} must be called ${config.municipality}.yaml`;
  return [mistakeAt(document, ['municipality'], message)];
}

function reservedParties({ document, config }: LoadedFile): ConfigurationError[] {
  return (['organizers', 'legalEntities', 'otherParties'] as const).flatMap((part) =>
    RESERVED.filter((name) => name in config[part]).map((name) =>
      mistakeAt(document, [part, name], `${name} means something else in a key: take another name`),
    ),
  );
}

function sharedPartyNames({ document, config }: LoadedFile): ConfigurationError[] {
  const seen = new Set<string>([config.municipality]);
  return (['organizers', 'legalEntities', 'otherParties'] as const).flatMap((part) =>
    Object.keys(config[part]).flatMap((name) => {
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [mistakeAt(document, [part, name], `${name} is already the name of another party`)];
    }),
  );
}

/** A list that calls two organizers the same would be taken over for the wrong one. */
function sharedImportNames({ document, config }: LoadedFile): ConfigurationError[] {
  const names = importNamesOf(config);
  return Object.entries(config.organizers).flatMap(([key, { importNames = [] }]) =>
    importNames.flatMap((name, index) => {
      const other = names.get(nameKey(name))?.find((one) => one !== key);
      if (other === undefined) return [];
      const message = `lists call ${other} ${name} as well: a name is that of one organizer`;
      return [mistakeAt(document, ['organizers', key, 'importNames', index], message)];
    }),
  );
}

/** Who sets a device up types the name that stands on the post, and means one post. */
function sharedKioskNames({ document, config, isRight }: LoadedFile): ConfigurationError[] {
  const seen = new Map<string, string>();
  return Object.entries(config.kiosks).flatMap(([key, { name }]) => {
    if (!isRight(['kiosks', key])) return [];
    const other = seen.get(name);
    seen.set(name, key);
    if (other === undefined) return [];
    const message = `kiosk ${other} has the name ${name} too: a name is that of one kiosk`;
    return [mistakeAt(document, ['kiosks', key, 'name'], message)];
  });
}

function wrongKeys({ document, config, isRight }: LoadedFile): ConfigurationError[] {
  const seen = new Set<string>();
  return config.distributionKeys.flatMap((version, index) => {
    const at: Path = ['distributionKeys', index];
    if (!isRight(at)) return [];
    const { holderPercent, holderPriceCents, name, organizerClass, payers, validFrom } = version;
    if ((holderPercent === undefined) === (holderPriceCents === undefined)) {
      return [mistakeAt(document, at, 'a key has either holderPercent or holderPriceCents')];
    }
    const rest = Object.values(payers).reduce((sum, part) => sum + part, 0);
    if (holderPercent !== undefined && holderPercent + rest !== 100) {
      const message = `the parts sum to ${holderPercent + rest}: holder and payers must make 100`;
      return [mistakeAt(document, [...at, 'payers'], message)];
    }
    if (name !== undefined && organizerClass !== 'any') {
      const message = 'a key with a name is chosen by hand: leave organizerClass out';
      return [mistakeAt(document, [...at, 'organizerClass'], message)];
    }
    if (holderPriceCents !== undefined && version.tariffStepCents !== 1) {
      const message = 'a fixed price is not rounded: leave tariffStepCents out';
      return [mistakeAt(document, [...at, 'tariffStepCents'], message)];
    }
    if (holderPriceCents !== undefined && rest === 0) {
      const message = 'somebody must bear what the holder does not pay: give one a part above 0';
      return [mistakeAt(document, [...at, 'payers'], message)];
    }
    const start = `${name ?? organizerClass} ${validFrom}`;
    if (seen.has(start)) {
      const message = `there is another key for ${name ?? organizerClass} from ${validFrom}`;
      return [mistakeAt(document, [...at, 'validFrom'], message)];
    }
    seen.add(start);
    const violation = findNormViolation(keyVersionOf(version).key);
    if (violation === null) return [];
    return [
      mistakeAt(document, at, `${violation}; write outsideNorm: true if the council decided so`),
    ];
  });
}

function pluginContradictions(
  { document, config, isRight }: LoadedFile,
  plugins: ReadonlyMap<string, PluginDefinition>,
): ConfigurationError[] {
  return Object.entries(config.plugins).flatMap(([name, settings]) => {
    if (!isRight(['plugins', name])) return [];
    const found = plugins.get(name)?.contradictions?.(settings as never) ?? [];
    return found.map(({ at, message }) => {
      return mistakeAt(document, ['plugins', name, ...at], message);
    });
  });
}

function twice(
  files: readonly LoadedFile[],
  part: string,
  namesIn: (file: LoadedFile) => readonly string[],
): ConfigurationError[] {
  const seen = new Map<string, string>();
  return files.flatMap((file) =>
    namesIn(file).flatMap((name) => {
      if (typeof name !== 'string') return [];
      const other = seen.get(name);
      seen.set(name, file.document.file);
      if (other === undefined) return [];
      return [
        mistakeAt(file.document, placeOf(file, part, name), `${name} is in ${other} as well`),
      ];
    }),
  );
}

function placeOf({ config }: LoadedFile, part: string, name: string): Path {
  if (part === 'clients') return [part, name];
  return part === 'postalCodes' ? [part, config.postalCodes.indexOf(name)] : [part];
}

function otherCardSystemNames(files: readonly LoadedFile[]): ConfigurationError[] {
  const names = new Map<number, string>();
  return files.flatMap(({ document, config, isRight }) => {
    if (!isRight(['cardSystem'])) return [];
    const { id, name } = config.cardSystem;
    const other = names.get(id) ?? name;
    names.set(id, other);
    if (other === name) return [];
    const message = `card system ${id} is called ${other} in another file`;
    return [mistakeAt(document, ['cardSystem', 'name'], message)];
  });
}
