import { compileSchema } from '../../config/compile-schema.ts';
import { explainInvalid } from '../http/explain-invalid.ts';
import { invalidData } from '../http/problems.ts';
import { escapePointer } from '../http/unfit-text.ts';
import type { RoleKind } from './role-kind.ts';

/** What is kept with a role whose plugin keeps nothing. */
const NOTHING = { type: 'object', properties: {} };

/**
 * Checks what is to be kept with a role against its plugin's schema and the settings of the town,
 * and fills in the defaults.
 *
 * @throws Problem `invalid-data` that points at the wrong attribute
 */
export function readAttributes(
  { definition, plugin }: Pick<RoleKind, 'definition' | 'plugin'>,
  given: unknown,
): Record<string, unknown> {
  const attributes = fitAttributes(definition, given);
  const unknown = definition.unknownAttribute?.(attributes, plugin.config);
  if (!unknown) return attributes;
  const jsonPointer = `/attributes/${escapePointer(unknown.name)}`;
  throw invalidData({ detail: `${jsonPointer} ${unknown.expected}`, jsonPointer });
}

function fitAttributes(
  definition: RoleKind['definition'],
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
    errors: (validate.errors ?? []).map((one) => ({
      ...one,
      instancePath: `/attributes${one.instancePath}`,
      message: one.message ?? 'is not valid',
    })),
  });
}
