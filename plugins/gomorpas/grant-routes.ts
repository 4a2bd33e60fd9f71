import { type Static, Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import type { RouteDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { unlessErased } from '../../core/contract/replay.ts';
import { KEY_PATTERN } from '../../core/contract/settings.ts';
import type { GomorpasConfig, Granted } from './config.ts';
import { isActive } from './decide-benefits.ts';
import { carryOut, findDecision, listBenefits, takeAway } from './grants.ts';
import { alreadyOver, benefitUnknown, grantNotFound, groundUnknown } from './problems.ts';

const Params = Type.Object({ passholderId: Type.String({ format: 'uuid' }) });
const day = (description: string) => Type.String({ format: 'date', description });
const Order = Type.Object({
  ground: Type.String({ minLength: 1, maxLength: 100, description: 'one of the settings' }),
  benefits: Type.Array(Type.String({ pattern: KEY_PATTERN, maxLength: 64 }), {
    minItems: 1,
    maxItems: 50,
    description: 'keys of the settings: all that the holder is to have',
  }),
  validUntil: day('the last day'),
});
const Shown = Type.Object({
  passholderId: Type.String({ format: 'uuid' }),
  ground: Type.String(),
  oldNumber: Type.Union([Type.String(), Type.Null()], {
    description: 'of the pass that was taken over',
  }),
  validUntil: day('the last day'),
  benefits: Type.Array(
    Type.Object({
      benefit: Type.String({ description: 'its key in the settings' }),
      title: Type.String(),
      validFrom: day('the first day'),
      validUntil: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
    }),
    { description: 'those that still give something' },
  ),
});

type Request = { params: Static<typeof Params> };

/** What somebody has, and on what ground. That it was read is recorded. */
export const readGrant: RouteDefinition<GomorpasConfig> = {
  method: 'GET',
  path: '/passholders/:passholderId',
  summary: 'The benefits of a pass holder, and on what ground',
  permission: 'GOMORPAS_GRANTS_READ',
  params: Params,
  response: Shown,
  problems: [grantNotFound],
  async handle(host: Host<GomorpasConfig>, { params }: Request) {
    assertWelfare(host);
    const shown = await show(host, params.passholderId);
    const persons = await host.passholders.describe([params.passholderId]);
    if (persons.size === 0) throw grantNotFound();
    return shown;
  },
};

/** Gives somebody exactly these benefits, until that day. */
export const writeGrant: RouteDefinition<GomorpasConfig> = {
  method: 'PUT',
  path: '/passholders/:passholderId',
  summary: 'Give a pass holder benefits, or change them',
  permission: 'GOMORPAS_GRANTS_WRITE',
  params: Params,
  body: Order,
  response: Shown,
  problems: [grantNotFound, benefitUnknown, groundUnknown, alreadyOver],
  async handle(
    host: Host<GomorpasConfig>,
    { body, params }: Request & { body: Static<typeof Order> },
  ) {
    assertWelfare(host);
    assertKnown(host, body);
    await carryOut(host, { ...body, ...params });
    return show(host, params.passholderId);
  },
  async replay(host: Host<GomorpasConfig>, { params }: Request) {
    assertWelfare(host);
    const isThere = await unlessErased(host, params, true);
    return isThere && show(host, params.passholderId);
  },
};

/** Takes all of them away at once. */
export const endGrant: RouteDefinition<GomorpasConfig> = {
  method: 'DELETE',
  path: '/passholders/:passholderId',
  summary: 'Take the benefits of a pass holder away',
  permission: 'GOMORPAS_GRANTS_WRITE',
  params: Params,
  response: Type.Null(),
  problems: [grantNotFound],
  async handle(host: Host<GomorpasConfig>, { params }: Request) {
    assertWelfare(host);
    await host.passholders.hold(params.passholderId);
    const decision = await findDecision(host, params.passholderId);
    if (!decision || !isActive(decision.validUntil, clockAt(host.now()).day)) throw grantNotFound();
    await takeAway(host, decision);
    return null;
  },
  async replay(host: Host<GomorpasConfig>, { params }: Request) {
    assertWelfare(host);
    return unlessErased(host, params, null);
  },
};

/** To any other organizer, whatever its client may, there is nothing here. */
function assertWelfare({ config, organizer }: Host<GomorpasConfig>): void {
  if (organizer !== config.department) throw grantNotFound();
}

function assertKnown(
  { config, now }: Host<GomorpasConfig>,
  { benefits, ground, validUntil }: Static<typeof Order>,
): void {
  const at = benefits.findIndex((benefit) => !Object.hasOwn(config.benefits, benefit));
  if (at >= 0) {
    const detail = `the benefits are: ${Object.keys(config.benefits).join(', ')}`;
    throw benefitUnknown({ detail, jsonPointer: `/benefits/${at}` });
  }
  if (!config.grounds.includes(ground)) {
    const detail = `the grounds are: ${config.grounds.join(', ')}`;
    throw groundUnknown({ detail, jsonPointer: '/ground' });
  }
  if (validUntil < clockAt(now()).day) throw alreadyOver({ jsonPointer: '/validUntil' });
}

async function show(
  host: Host<GomorpasConfig>,
  passholderId: string,
): Promise<Static<typeof Shown>> {
  const decision = await findDecision(host, passholderId);
  if (!decision) throw grantNotFound();
  const { ground, oldNumber = null, validUntil } = decision;
  const today = clockAt(host.now()).day;
  const held = (await listBenefits(host, passholderId)).filter(({ period }) => {
    return isActive(period.until, today);
  });
  const benefits = held
    .map(({ attributes, period }) => {
      const { benefit } = attributes as Granted;
      const title = host.config.benefits[benefit]?.title ?? benefit;
      return { benefit, title, validFrom: period.from, validUntil: period.until };
    })
    .toSorted((a, b) => (a.benefit < b.benefit ? -1 : 1));
  return { passholderId, ground, oldNumber, validUntil, benefits };
}
