import { Type } from 'typebox';
import { KEY_PATTERN } from '../../core/contract/settings.ts';

/** An id. */
export const uuid = Type.String({ format: 'uuid' });
/** The id of what an address names. */
export const IdParams = Type.Object({ id: uuid });
/** A card, by any of its numbers. */
export const card = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, description });
/** A day. */
export const day = (description: string) => Type.String({ format: 'date', description });
/** A moment, ISO 8601. */
export const moment = (description: string) => Type.String({ format: 'date-time', description });
/** Why something is done, in three signs or more without the blanks around; kept sealed. */
export const reason = (description: string) =>
  Type.String({
    minLength: 3,
    maxLength: 200,
    pattern: String.raw`\S[\s\S]+\S`,
    'x-form': 'three signs or more, without the blanks around',
    description,
  });
/** The key of a location, a school or a meal. */
export const key = (description: string) =>
  Type.String({ pattern: KEY_PATTERN, maxLength: 64, description });
/** The name of somebody, as it is said. */
export const personName = Type.String({ minLength: 1, maxLength: 100 });
/** A value, or null. */
export const orNull = <const Schema extends Parameters<typeof Type.Union>[0][number]>(
  schema: Schema,
) => Type.Union([schema, Type.Null()]);
