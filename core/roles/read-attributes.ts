import { compileSchema } from '../../config/compile-schema.ts';
import type { RoleDefinition } from '../contract/role.ts';
import { explainInvalid } from '../http/explain-invalid.ts';

/** What is kept with a role whose plugin keeps nothing. */
const NOTHING = { type: 'object', properties: {} };

/**
 * Checks what is to be kept with a role against its plugin's schema, and fills in the defaults.
 *
 * @throws Problem `invalid-data` that points at the wrong attribute
 */
export function readAttributes(
  definition: Pick<RoleDefinition<unknown>, 'attributes'>,
  given: unknown,
): Record<string, unknown> {
  const validate = compileSchema(definition.attributes ?? NOTHING);
  const attributes: unknown = structuredClone(given ?? {});
  if (validate(attributes)) return attributes as Record<string, unknown>;
  const [error] = validate.errors ?? [];
  if (!error) throw new Error('attributes are refused without a reason');
  const instancePath = `/attributes${error.instancePath}`;
  throw explainInvalid({
    part: 'body',
    hasBody: true,
    error: { ...error, instancePath, message: error.message ?? 'is not valid' },
  });
}
