import { parseEnterpriseNumber } from '../core/billing/enterprise-number.ts';
import { meantBoolean, meantDay, meantNumber, meantPattern } from './likely-meaning.ts';
import { isSecret, type Refused, showValue, suggest, wordChoice, type Wording } from './wording.ts';

/** The rule that refuses a value, as Ajv names it. */
export interface Rule {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list (lines that start with "- ")',
  object: 'a group of keys ("key: value")',
  null: 'empty',
};
const formats: Readonly<Record<string, string>> = {
  date: 'a day such as 2026-09-01',
  time: 'a time such as 08:30:00+02:00',
  'date-time': 'a moment such as 2026-09-01T08:30:00+02:00',
  email: 'an e-mail address',
  uri: 'an address such as https://www.lier.be',
  uuid: 'a UUID',
  'enterprise-number': 'an enterprise number: ten digits, of which the last two check the others',
};

/** Words what is wrong with a value and what would be right. A secret is never repeated. */
export function wordValue(refused: Refused, { keyword, params }: Rule): Wording {
  const { schema } = refused;
  const word = words[keyword] ?? wordRule;
  const wording = word(refused, { keyword, params });
  const description = schema['description'];
  return typeof description === 'string'
    ? { ...wording, message: `${wording.message} (${description})` }
    : wording;
}

/** Words that a value is of none of the kinds (`string`, `array`, ...) that are wanted. */
export function wordKinds(refused: Refused, wanted: readonly string[]): Wording {
  const [only, ...others] = new Set(wanted);
  if (only !== undefined && others.length === 0)
    return wordValue(refused, { keyword: 'type', params: { type: only } });
  return { message: `${showValue(refused)} is given, but it must be ${listKinds(wanted)}` };
}

/** `text, or a list`. */
export function listKinds(wanted: readonly string[]): string {
  return [...new Set(wanted)].map((kind) => kinds[kind] ?? kind).join(', or ');
}

const words: Readonly<Record<string, (refused: Refused, rule: Rule) => Wording>> = {
  type: (refused, { params }) => {
    const wanted = [params['type']].flat().map(String);
    const first = wanted.find((kind) => kind !== 'null') ?? 'null';
    return wordType(refused, first);
  },
  const: (refused, { params }) => wordChoice(refused, [String(params['allowedValue'])]),
  enum: (refused, { params }) => wordChoice(refused, [params['allowedValues']].flat().map(String)),
  format: wordFormat,
  pattern: wordPattern,
  minimum: wordRange,
  maximum: wordRange,
  exclusiveMinimum: wordRange,
  exclusiveMaximum: wordRange,
  minLength: (refused) => wordCount(refused, 'Length', 'character'),
  maxLength: (refused) => wordCount(refused, 'Length', 'character'),
  minItems: (refused) => wordCount(refused, 'Items', 'item'),
  maxItems: (refused) => wordCount(refused, 'Items', 'item'),
  additionalItems: (refused) => wordCount(refused, 'Items', 'item'),
  minProperties: (refused) => wordCount(refused, 'Properties', 'key'),
  maxProperties: (refused) => wordCount(refused, 'Properties', 'key'),
  uniqueItems: () => ({ message: 'the same item stands in this list already' }),
  multipleOf: (refused, { params }) => {
    return {
      message: `${showValue(refused)} must be a multiple of ${String(params['multipleOf'])}`,
    };
  },
};

function wordRule(refused: Refused, { keyword }: Rule): Wording {
  return { message: `${showValue(refused)} is refused by the rule ${keyword}` };
}

function wordType(refused: Refused, wanted: string): Wording {
  const { value, written } = refused;
  const must = `it must be ${kinds[wanted] ?? wanted}`;
  if (value === null) {
    const empty = wanted === 'object' ? ', or {} when there is nothing to set' : '';
    return { message: `nothing is given here: ${must}${empty}` };
  }
  if (typeof value !== 'object') {
    if (wanted === 'string') return wordText(refused);
    if (wanted === 'boolean') return wordBoolean(refused);
    if (wanted === 'integer' || wanted === 'number') return wordNumber(refused, wanted);
    if (wanted === 'array' && /^-\S/.test(written ?? '')) {
      return { message: `${must}, and in a list a space follows the "-"` };
    }
  }
  if (wanted === 'object' && Array.isArray(value)) return { message: `${must}: leave the "-" out` };
  return { message: `${showValue(refused)} is given, but ${must}` };
}

function wordText(refused: Refused): Wording {
  if (isSecret(refused)) return { message: 'this must be text: put it in quotes' };
  const { value, written } = refused;
  const suggestion = JSON.stringify(written ?? String(value));
  const read = `without quotes it is read as the ${typeof value} ${String(value)}`;
  return { message: `this must be text, but ${read}: write ${suggestion}`, suggestion };
}

function wordBoolean(refused: Refused): Wording {
  const written = refused.written ?? String(refused.value);
  const allowed = ['true', 'false'];
  const suggestion = meantBoolean(written);
  if (suggestion === undefined) return wordChoice(refused, allowed);
  const message = `this must be true or false: write ${suggestion} for ${showValue(refused)}`;
  return { message, allowed, suggestion };
}

function wordNumber(refused: Refused, wanted: 'integer' | 'number'): Wording {
  const text = refused.written ?? String(refused.value);
  const isWhole = wanted === 'integer';
  const unit = isWhole && isInCents(refused) ? 'cents' : 'none';
  const must = `it must be ${kinds[wanted] ?? wanted}${hintNumber(text, { unit, isWhole })}`;
  const message = `${showValue(refused)} is given, but ${must}`;
  const suggestion = meantNumber(text, { unit, isWhole });
  if (suggestion === undefined) return { message };
  const isQuoted = refused.written === undefined && suggestion === text;
  const write = isQuoted ? `${suggestion} without quotes` : suggestion;
  return { message: `${message}; write ${write}`, suggestion };
}

function hintNumber(text: string, wanted: { unit: 'cents' | 'none'; isWhole: boolean }): string {
  const example = 'amounts are in whole cents, e.g. 500 for 5 euro';
  if (wanted.unit === 'cents') return `: ${example}`;
  if (wanted.isWhole)
    return /€|euro|[.,]\d\d$/i.test(text) ? ` (if it is an amount: ${example})` : '';
  return text.includes(',') ? ', with a point before the decimals' : '';
}

function isInCents({ schema, key }: Refused): boolean {
  const { description } = schema;
  return (
    schema['x-unit'] === 'cents' ||
    /cents$/i.test(key) ||
    /\bcents?\b/i.test(typeof description === 'string' ? description : '')
  );
}

function wordFormat(refused: Refused, { params }: Rule): Wording {
  const format = String(params['format']);
  const message = `${showValue(refused)} is not ${formats[format] ?? `a valid ${format}`}`;
  if (isSecret(refused)) return { message };
  const text = String(refused.value);
  if (format === 'enterprise-number') return suggest(message, parseEnterpriseNumber(text));
  if (format !== 'date') return { message };
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { message: `${text} is not a day of the calendar` };
  return suggest(message, meantDay(text));
}

function wordPattern(refused: Refused, { params }: Rule): Wording {
  const pattern = String(params['pattern']);
  const form = nameForm(pattern, refused.schema);
  const message = `${showValue(refused)} does not have the right form: it must be ${form}`;
  if (isSecret(refused)) return { message };
  return suggest(message, meantPattern(String(refused.value), pattern));
}

/**
 * A pattern in the words of its schema (`x-form`), or when it is a usual one, else the pattern
 * itself.
 */
export function nameForm(pattern: string, schema: Refused['schema'] = {}): string {
  const { 'x-form': form } = schema;
  if (typeof form === 'string') return form;
  const digits = /^\^(\\d|\[0-9\])\{(\d+)\}\$$/.exec(pattern)?.[2];
  if (digits !== undefined) return `${digits} digits`;
  const isName = /^\^\[a-z\](\[a-z0-9-\][*+]|\[a-z0-9\]\*\(-\[a-z0-9\]\+\)\*)\$$/.test(pattern);
  return isName ? 'small letters, digits and hyphens, with a letter first' : `text like ${pattern}`;
}

function wordRange(refused: Refused): Wording {
  const bounds = [
    { keyword: 'minimum', word: (bound: number) => `${bound} or more` },
    { keyword: 'exclusiveMinimum', word: (bound: number) => `more than ${bound}` },
    { keyword: 'maximum', word: (bound: number) => `${bound} or less` },
    { keyword: 'exclusiveMaximum', word: (bound: number) => `less than ${bound}` },
  ].flatMap(({ keyword, word }) => {
    const bound = refused.schema[keyword];
    return typeof bound === 'number' ? [word(bound)] : [];
  });
  return { message: `${showValue(refused)} is out of range: it must be ${bounds.join(' and ')}` };
}

function wordCount({ schema }: Refused, counted: string, noun: string): Wording {
  const least = schema[`min${counted}`];
  const most = schema[`max${counted}`] ?? (counted === 'Items' ? tupleLength(schema) : undefined);
  const bounds = [
    ...(least === undefined || least === most ? [] : [`at least ${count(least, noun)}`]),
    ...(most === undefined
      ? []
      : [`${least === most ? 'exactly' : 'at most'} ${count(most, noun)}`]),
  ];
  return { message: `this must have ${bounds.join(' and ')}` };
}

function count(size: unknown, noun: string): string {
  return `${String(size)} ${noun}${size === 1 ? '' : 's'}`;
}

function tupleLength(schema: Refused['schema']): number | undefined {
  return Array.isArray(schema['items']) ? schema['items'].length : undefined;
}
