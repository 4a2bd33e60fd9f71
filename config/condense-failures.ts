import type { ErrorObject } from 'ajv/dist/2019.js';
import { alternativesOf, isSchemaNode, type SchemaNode, wordsOf } from './compile-schema.ts';
import { formatPath } from './configuration-error.ts';
import { findKeyMistakes, isAboutKey } from './key-mistakes.ts';
import { asRefused, type Checked, type Mistake, stepsOf } from './mistake.ts';
import { nearestSpelling } from './nearest-spelling.ts';
import { wordChoice, type Wording } from './wording.ts';
import { listKinds, wordKinds, wordValue } from './word-value.ts';

/** Rules whose failure only repeats that of the rules inside them. */
const echoes = ['if'];
const unions = ['anyOf', 'oneOf'];

/**
 * Condenses Ajv's failures (allErrors, verbose) to one mistake for each mistake of the writer.
 *
 * A union yields `one of a, b, c`, or what is wrong with the alternative that fits best. A value
 * that breaks several rules yields the first. A key that is misspelt is not also missing.
 */
export function condenseFailures(failures: readonly ErrorObject[], checked: Checked): Mistake[] {
  const failed = failures.filter(
    ({ keyword, propertyName }) => unions.includes(keyword) && propertyName === undefined,
  );
  const outer = failed.filter((union) => !failed.some((other) => isInside(union, other)));
  const loose = failures.filter((failure) => {
    return !outer.includes(failure) && !outer.some((union) => isInside(failure, union));
  });
  const isValue = (failure: ErrorObject): boolean =>
    !isAboutKey(failure) && failure.propertyName === undefined && !echoes.includes(failure.keyword);
  // To Ajv a key is unknown when the alternative that names it failed; the alternative tells.
  const keys = loose.filter((failure) => {
    const isRest = failure.keyword === 'unevaluatedProperties';
    const isKey = isAboutKey(failure) || failure.propertyName !== undefined;
    return isKey && !(isRest && outer.some((union) => union.instancePath === failure.instancePath));
  });
  const mistakes = [
    ...findKeyMistakes(keys, checked),
    ...outer.flatMap((union) => condenseUnion(union, failures, checked)),
    ...loose.filter(isValue).map((failure) => toMistake(failure, checked)),
  ];
  // What Ajv refuses is refused, also when none of the words above fit it.
  if (mistakes.length === 0) return failures.slice(0, 1).map((first) => toMistake(first, checked));
  const seen = new Set<string>();
  return mistakes.filter(({ path, at }) => {
    const place = `${at} ${formatPath(path)}`;
    return !seen.has(place) && seen.add(place);
  });
}

function isInside(failure: ErrorObject, union: ErrorObject): boolean {
  return (
    failure !== union &&
    failure.schemaPath.startsWith(`${union.schemaPath}/`) &&
    `${failure.instancePath}/`.startsWith(`${union.instancePath}/`)
  );
}

function toMistake(failure: ErrorObject, checked: Checked): Mistake {
  const path = stepsOf(failure.instancePath, checked.value);
  const wording = wordValue(asRefused(failure, path, checked), failure);
  const twin =
    failure.keyword === 'uniqueItems'
      ? [Math.max(Number(failure.params['i']), Number(failure.params['j']))]
      : [];
  return { path: [...path, ...twin], at: 'value', ...wording };
}

function condenseUnion(
  union: ErrorObject,
  failures: readonly ErrorObject[],
  checked: Checked,
): Mistake[] {
  const path = stepsOf(union.instancePath, checked.value);
  const refused = asRefused(union, path, checked);
  const alternatives = alternativesOf(refused.schema);
  const branches = alternatives.map((schema, index) => {
    const prefix = `${union.schemaPath}/${index}/`;
    const own = failures.filter(
      (failure) => isInside(failure, union) && failure.schemaPath.startsWith(prefix),
    );
    return { schema, own };
  });
  const here = (wording: Wording): Mistake[] => [{ path, at: 'value', ...wording }];
  if (branches.some(({ own }) => own.length === 0)) {
    return here({ message: 'this fits several of the forms allowed here, and may fit only one' });
  }

  const words = alternatives.flatMap(wordsOf);
  const ofRightKind = branches.filter(
    ({ schema, own }) =>
      wordsOf(schema).length === 0 &&
      !own.some(({ keyword, instancePath }) => {
        return keyword === 'type' && instancePath === union.instancePath;
      }),
  );
  const isNearWord =
    typeof union.data === 'string' && nearestSpelling(union.data, words) !== undefined;
  if (words.length > 0 && (ofRightKind.length === 0 || isNearWord)) {
    return here(withKinds(wordChoice(refused, words), alternatives));
  }
  if (ofRightKind.length === 0) return here(wordKinds(refused, alternatives.flatMap(kindsOf)));
  return pickBranch(union, ofRightKind, checked);
}

interface Branch {
  readonly schema: SchemaNode;
  readonly own: readonly ErrorObject[];
}

function pickBranch(union: ErrorObject, branches: readonly Branch[], checked: Checked): Mistake[] {
  const path = stepsOf(union.instancePath, checked.value);
  const schemas = branches.map(({ schema }) => schema);
  for (const tag of tagsOf(schemas)) {
    const isRefused = ({ own }: Branch): boolean =>
      own.some(({ instancePath }) => instancePath === `${union.instancePath}/${tag}`);
    const meant = branches.filter((branch) => !isRefused(branch));
    if (meant.length > 0 && meant.length < branches.length) {
      return pickBranch(union, meant, checked);
    }
    const refusal = branches[0]?.own.find(
      ({ instancePath }) => instancePath === `${union.instancePath}/${tag}`,
    );
    if (meant.length === 0 && refusal !== undefined) {
      const allowed = [...new Set(schemas.flatMap((schema) => tagWords(schema, tag)))];
      const tagPath = [...path, tag];
      const wording = wordChoice(asRefused(refusal, tagPath, checked), allowed);
      return [{ path: tagPath, at: 'value', ...wording }];
    }
  }
  const told = branches
    .map(({ own }) => condenseFailures(own, checked))
    .toSorted((a, b) => a.length - b.length || countSuggestions(b) - countSuggestions(a));
  return told[0] ?? [];
}

/** The keys (`kind`, as a rule) by whose value all alternatives can be told apart. */
function tagsOf(schemas: readonly SchemaNode[]): string[] {
  const properties = schemas[0]?.['properties'];
  return Object.keys(isSchemaNode(properties) ? properties : {}).filter(
    (key) => schemas.length > 1 && schemas.every((schema) => tagWords(schema, key).length > 0),
  );
}

function tagWords({ properties }: SchemaNode, key: string): string[] {
  const tag = isSchemaNode(properties) && Object.hasOwn(properties, key) ? properties[key] : {};
  return isSchemaNode(tag) ? wordsOf(tag) : [];
}

function countSuggestions(mistakes: readonly Mistake[]): number {
  return mistakes.filter(({ suggestion }) => suggestion !== undefined).length;
}

function kindsOf(schema: SchemaNode): string[] {
  return [schema['type'] ?? []].flat().map(String);
}

function withKinds(wording: Wording, alternatives: readonly SchemaNode[]): Wording {
  const others = alternatives.filter((schema) => wordsOf(schema).length === 0).flatMap(kindsOf);
  if (others.length === 0) return wording;
  return { ...wording, message: `${wording.message} (or ${listKinds(others)})` };
}
