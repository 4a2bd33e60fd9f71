import t from 'tap';
import { operationCases } from '../api/operations.ts';
import { makeAnswerChecker } from '../fixtures/check-answer.ts';
import type { WireRequest } from './arbitrary-requests.ts';
import { faultIn, type OfLier } from './faults.ts';
import { type FuzzTowns, openFuzzTowns } from './fuzz-towns.ts';
import { ofOneTown } from './of-one-town.ts';

const towns = await openFuzzTowns(t);
const { passholderId, number } = await towns.api.addHolder();
const ofLier: OfLier = new Set([passholderId, number]);
const client = 'lier-registration';

/** The same question in many forms: which stranger asks it depends on its form. */
function questions(operationId: string, url: string) {
  return Array.from({ length: 12 }, (_, at): Parameters<typeof faultIn>[1] => {
    const request: WireRequest = { method: 'GET', url, headers: { 'x-form': 'y'.repeat(at) } };
    return { operationId, client, request };
  });
}

async function faults(
  asked: readonly Parameters<typeof faultIn>[1][],
  planted: Partial<FuzzTowns> = {},
): Promise<string[]> {
  const found: string[] = [];
  for (const one of asked) {
    const fault = await faultIn({ ...towns, ...planted }, one, new Set(ofLier));
    if (fault !== null) found.push(fault);
  }
  return found;
}

const holder = questions('get-passholders-passholderId', `/api/passholders/${passholderId}`);

t.test('nothing is wrong with towns that keep to themselves', async (t) => {
  t.same(await faults(holder), []);
});

t.test('a neighbour, or another region, that is let in is found out', async (t) => {
  const asUnknown = 'nijlen-everything: 200, and of unknown ids 404';
  for (const [stranger, told] of [
    ['nijlen', asUnknown],
    ['mechelen', `mechelen-everything is told ${number}`],
  ] as const) {
    const send: FuzzTowns['send'] = (asking, request) =>
      towns.send(asking.startsWith(stranger) ? client : asking, request);

    const found = await faults(holder, { send });

    t.ok(found.length > 0, stranger);
    for (const fault of found) t.match(fault, told);
  }
});

t.test('a list that names somebody of another region is found out', async (t) => {
  const list = questions('get-passholders', '/api/passholders?name=Peeters');
  const send: FuzzTowns['send'] = (asking, request) =>
    towns.send(asking.startsWith('mechelen') ? client : asking, request);

  t.same(await faults(list), []);
  const found = await faults(list, { send });

  t.ok(found.length > 0);
  for (const fault of found) t.equal(fault.startsWith('mechelen-everything is told '), true);
});

t.test('an answer that the description does not have is found out', async (t) => {
  const { description } = towns.api;
  const path = '/api/passholders/{passholderId}';
  const { get, ...others } = description.paths[path] ?? {};
  if (!get) throw new Error(`${path} is described`);
  const { 200: _answer, ...responses } = get.responses;
  const paths = { ...description.paths, [path]: { ...others, get: { ...get, responses } } };

  const found = await faults(holder, { check: makeAnswerChecker({ ...description, paths }) });

  t.equal(found.length, holder.length);
  t.match(found[0], /get-passholders-passholderId 200 is not described/);
});

t.test('an error of ours is found out', async (t) => {
  await towns.api.core.asOwner('alter table core.person rename column birth_date to born');

  const found = await faults(holder);

  t.equal(found.length, holder.length);
  t.match(found[0], /500 .*internal-error/);
});

t.test('what belongs to one town is asked', (t) => {
  const asked = operationCases.map(({ operation }) => operation);

  t.same(
    [...ofOneTown].filter((operation) => !asked.includes(operation)),
    [],
  );
  t.end();
});
