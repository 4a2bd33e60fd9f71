import assert from 'node:assert/strict';

/**
 * Calls a rule as the contract promises: with what it is given frozen to the bottom, and without
 * clock, chance or anything else from outside; twice, because the same facts give the same answer.
 *
 * @throws AssertionError, or what the rule throws, when it is not pure
 */
export function callPurely<Given, Answer>(rule: (given: Given) => Answer, given: Given): Answer {
  freeze(given);
  const first = withoutOutside(() => rule(given));
  const second = withoutOutside(() => rule(given));
  assert.deepEqual(second, first, 'the same facts give the same answer');
  return first;
}

/** Freezes plain objects and arrays; the plugins and schemas that hang on them stay as they are. */
export function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

/** Where a rule could get something that it was not given. */
const OUTSIDE: readonly [owner: object, names: readonly string[]][] = [
  [globalThis, ['Date', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']],
  [Math, ['random']],
  [performance, ['now']],
  [crypto, ['randomUUID', 'getRandomValues']],
  [
    Temporal.Now,
    ['instant', 'plainDateISO', 'plainDateTimeISO', 'plainTimeISO', 'zonedDateTimeISO'],
  ],
];

function withoutOutside<Answer>(run: () => Answer): Answer {
  const before = OUTSIDE.flatMap(([owner, names]) =>
    names.map((name) => ({ owner, name, own: Object.getOwnPropertyDescriptor(owner, name) })),
  );
  try {
    for (const { owner, name } of before) {
      Object.defineProperty(owner, name, { configurable: true, value: refuser(name) });
    }
    return run();
  } finally {
    for (const { owner, name, own } of before) {
      if (own) Object.defineProperty(owner, name, own);
      else Reflect.deleteProperty(owner, name);
    }
  }
}

function refuser(name: string): unknown {
  const refuse = (): never => {
    throw new Error(`a rule asked ${name}: time and chance are arguments`);
  };
  return new Proxy(refuse, { apply: refuse, construct: refuse, get: refuse });
}
