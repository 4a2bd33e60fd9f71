import type { EntityManager, EntitySchema } from '@mikro-orm/core';

/** What works on one kind of entity, which it names first. */
const ON_A_KIND = new Set<PropertyKey>([
  'count',
  'countBy',
  'create',
  'find',
  'findAll',
  'findAndCount',
  'findByCursor',
  'findOne',
  'findOneOrFail',
  'getReference',
  'insert',
  'insertMany',
  'map',
  'nativeDelete',
  'nativeUpdate',
  'upsert',
  'upsertMany',
]);

/** What works on entities, which it is given first: one, or several. */
const ON_ENTITIES = new Set<PropertyKey>([
  'assign',
  'lock',
  'persist',
  'populate',
  'refresh',
  'remove',
]);

/** What touches nothing but what was loaded or made before. */
const ON_NOTHING = new Set<PropertyKey>(['clear', 'flush']);

/** Of those above, the ones that do not ask the database. */
const AT_ONCE = new Set<PropertyKey>([
  'assign',
  'clear',
  'create',
  'getReference',
  'map',
  'persist',
  'remove',
]);

/**
 * An entity manager that knows the entities of one plugin and no others, and can do nothing else:
 * no SQL, no connection, no other tenant, no transaction of its own.
 *
 * @param begin called before anything that asks the database
 * @throws Error, at the call, for an entity of anybody else and for any other method
 */
export function ownEntities(
  em: EntityManager,
  entities: readonly EntitySchema[],
  begin: () => Promise<void>,
): EntityManager {
  const own = new Set<unknown>(entities.flatMap((schema) => [schema, schema.meta.class]));
  const assertOwn = (kind: unknown): void => {
    if (!own.has(kind)) throw new Error(`${nameOf(kind)} is not an entity of this plugin`);
  };
  const assertArgument = (method: PropertyKey, argument: unknown): void => {
    if (ON_A_KIND.has(method)) return assertOwn(isEntity(argument) ? classOf(argument) : argument);
    if (!ON_ENTITIES.has(method)) return;
    for (const entity of [argument].flat()) assertOwn(classOf(entity));
  };
  return new Proxy(em, {
    get(target, method) {
      // A promise is looked for in whatever is awaited.
      if (method === 'then') return undefined;
      if (![ON_A_KIND, ON_ENTITIES, ON_NOTHING].some((methods) => methods.has(method))) {
        throw new Error(`a plugin's entity manager has no ${String(method)}`);
      }
      const call = (args: unknown[]): unknown =>
        (target[method as keyof EntityManager] as (...all: unknown[]) => unknown)(...args);
      if (AT_ONCE.has(method)) {
        return (...args: unknown[]) => {
          assertArgument(method, args[0]);
          return call(args);
        };
      }
      return async (...args: unknown[]) => {
        assertArgument(method, args[0]);
        await begin();
        return call(args);
      };
    },
  });
}

function isEntity(value: unknown): value is object {
  return typeof value === 'object' && value !== null && '__helper' in value;
}

function classOf(entity: unknown): unknown {
  return isEntity(entity) ? entity.constructor : entity;
}

function nameOf(kind: unknown): string {
  if (typeof kind === 'string') return kind;
  const { name, meta } = (kind ?? {}) as { name?: string; meta?: { className?: string } };
  return meta?.className ?? name ?? String(kind);
}
