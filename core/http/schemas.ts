import { type Static, type TSchema, Type } from 'typebox';

/** A text for people, as the contract's `Text`. */
export const TextSchema = Type.Object({
  nl: Type.String(),
  fr: Type.Optional(Type.String()),
  en: Type.Optional(Type.String()),
});

/**
 * A value or null, for answers and bodies. Made as one schema with two types, which is serialised
 * straight away; a union has every value validated first, too slow for the path of a tap.
 *
 * @param schema one with a single `type`
 */
export function Nullable<Schema extends TSchema>(schema: Schema) {
  const { type } = schema as { type?: string };
  if (typeof type !== 'string') throw new TypeError('only a schema with one type can be nullable');
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [type, 'null'] });
}

/** How many answers a list may give at once; asking for more is `query-limit-exceeded`. */
const MAX_LIMIT = 500;

/** Which part of a list is asked, as UiTPAS names it. */
export const pagination = {
  start: Type.Integer({
    minimum: 0,
    maximum: 1_000_000_000,
    default: 0,
    description: 'the position of the first result',
  }),
  limit: Type.Integer({
    minimum: 0,
    maximum: MAX_LIMIT,
    default: 20,
    description: `the number of results, ${MAX_LIMIT} at most`,
  }),
};

/** The same for a list of persons, whose length alone is not for asking. */
export const atLeastOne = {
  ...pagination,
  limit: Type.Integer({ ...pagination.limit, minimum: 1 }),
};

/** A part of a list and the length of the whole, as UiTPAS answers it. */
export function Paginated<Member extends TSchema>(member: Member) {
  return Type.Object({ totalItems: Type.Integer({ minimum: 0 }), member: Type.Array(member) });
}

/** Takes the asked part out of a whole list. */
export function paginate<Item>(
  items: readonly Item[],
  part: { readonly start: number; readonly limit: number },
): { totalItems: number; member: Item[] } {
  const member = items.slice(part.start, part.start + part.limit);
  return { totalItems: items.length, member };
}
