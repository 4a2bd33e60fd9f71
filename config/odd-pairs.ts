import type { ConfigurationError, Path } from './configuration-error.ts';
import type { LoadedFile } from './loaded-file.ts';
import { mistakeAt } from './mistake-at.ts';

/** Settings of core, two of one group, that are each right and cannot both be. */
export function findOddPairs(file: LoadedFile): ConfigurationError[] {
  return [...oddPassPrices(file), ...oddFamilies(file), ...oddAssociations(file)];
}

function oddPassPrices({ document, config, isRight }: LoadedFile): ConfigurationError[] {
  const seen = new Set<string>();
  return (config.pass.prices ?? []).flatMap((price, index) => {
    const at: Path = ['pass', 'prices', index];
    if (!isRight(at)) return [];
    const { reducedCents, regularCents, validFrom } = price;
    const isTwice = seen.has(validFrom);
    seen.add(validFrom);
    if (isTwice) {
      const message = `there is another price from ${validFrom}: one price begins on a day`;
      return [mistakeAt(document, [...at, 'validFrom'], message)];
    }
    if (reducedCents <= regularCents) return [];
    const message = `must be ${regularCents} or less, which is regularCents`;
    return [mistakeAt(document, [...at, 'reducedCents'], message)];
  });
}

function oddFamilies({ document, config, isRight }: LoadedFile): ConfigurationError[] {
  const { families } = config;
  const at: Path = ['families', 'maxAdults'];
  // What is left out is as many as fit.
  if (!families || !isRight(['families']) || !document.gives(at)) return [];
  if (families.maxAdults <= families.maxMembers) return [];
  const message = `must be ${families.maxMembers} or less, which is maxMembers`;
  return [mistakeAt(document, at, message)];
}

/** More days than so many months ever have. */
const LONGEST_MONTH_DAYS = 31;

function oddAssociations({ document, config, isRight }: LoadedFile): ConfigurationError[] {
  return Object.entries(config.associations ?? {}).flatMap(([key, association]) => {
    const at: Path = ['associations', key];
    if (!isRight(at)) return [];
    const wrong = (path: Path, message: string) => [mistakeAt(document, path, message)];
    const { endDateType, months, renewableDays, untilAge } = association;
    const isOfYoung = endDateType === 'BASED_ON_DATE_OF_BIRTH';
    if (isOfYoung !== (untilAge !== undefined)) {
      return wrong(
        at,
        isOfYoung
          ? 'it ends by the date of birth: say untilAge'
          : 'untilAge is for what ends by the date of birth',
      );
    }
    const monthsAt = [...at, 'months'];
    if (isOfYoung && document.gives(monthsAt)) {
      return wrong(monthsAt, 'it ends by the date of birth: leave months out');
    }
    const daysAt = [...at, 'renewableDays'];
    const longest = months * LONGEST_MONTH_DAYS;
    if (isOfYoung || renewableDays <= longest || !document.gives(daysAt)) return [];
    return wrong(daysAt, `must be ${longest} or less: a membership lasts ${months} months`);
  });
}
