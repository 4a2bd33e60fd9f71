import type { Situation } from './random-situations.ts';

/**
 * Leaves out of a situation what its fault does without: other plugins, other roles, other kinds of
 * roles that are issued, other data. What is left names who is to be mended.
 *
 * @param isWrong whether the fault is still there
 */
export function smallestSituation(
  situation: Situation,
  isWrong: (situation: Situation) => boolean,
): Situation {
  const steps = [
    ...situation.plugins.map(({ definition }) => withoutPlugin(definition.name)),
    ...situation.roles.map(({ id }) => withoutRole(id)),
    ...situation.issuances.map((_, at) => withoutIssuance(situation.issuances[at])),
    ...[...situation.settled.keys()].map(withoutData),
  ];
  return steps.reduce((least, leaveOut) => {
    const fewer = leaveOut(least);
    return isWrong(fewer) ? fewer : least;
  }, situation);
}

/** A situation as a test's report tells it: what is empty stands for nothing, and is left out. */
export function describeSituation(situation: Situation): string {
  const { circumstances, issuances, plugins, quote, roles, settled, some } = situation;
  const told = {
    plugins: Object.fromEntries(plugins.map(({ definition, config }) => [definition.name, config])),
    roles: roles.map(({ allowances, attributes, id, period }) => {
      return { id, attributes, period, allowances };
    }),
    some: some.length === roles.length ? [] : some.map(({ id }) => id),
    issued: issuances.map(({ issuance, name }) => {
      const { attributes, from, previous } = issuance;
      return { name, attributes, from, previous };
    }),
    settled: [...settled.values()].flat(),
    ...circumstances,
    quote,
  };
  const lines = Object.entries(told)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
  return lines.join('\n');
}

type Step = (situation: Situation) => Situation;

function withoutPlugin(name: string): Step {
  return (situation) => {
    const others = keep(situation, ({ plugin }) => plugin.definition.name !== name);
    return {
      ...others,
      plugins: situation.plugins.filter(({ definition }) => definition.name !== name),
      settled: new Map([...situation.settled].filter(([key]) => key !== name)),
    };
  };
}

function withoutRole(id: string): Step {
  return (situation) => {
    const { issuances } = situation;
    return { ...keep(situation, (one) => !('id' in one && one.id === id)), issuances };
  };
}

function withoutIssuance(issued: Situation['issuances'][number] | undefined): Step {
  return (situation) => {
    return { ...situation, issuances: situation.issuances.filter((one) => one !== issued) };
  };
}

function withoutData(name: string): Step {
  return (situation) => {
    return {
      ...situation,
      settled: new Map([...situation.settled].filter(([key]) => key !== name)),
    };
  };
}

type OfPlugin = Situation['roles'][number] | Situation['issuances'][number];

function keep(situation: Situation, isKept: (one: OfPlugin) => boolean): Situation {
  return {
    ...situation,
    roles: situation.roles.filter(isKept),
    shuffled: situation.shuffled.filter(isKept),
    some: situation.some.filter(isKept),
    issuances: situation.issuances.filter(isKept),
  };
}
