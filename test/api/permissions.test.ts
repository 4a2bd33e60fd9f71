import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import t from 'tap';
import { clientsOf } from '../../core/access/clients.ts';
import { permissionRows, WITHOUT_ENDPOINT } from '../docs/permission-rows.ts';
import { openApi, shippedInstallation, type TestApi } from '../fixtures/open-api.ts';

/*
 * Who may do what in the configuration that is shipped, asked of the API itself. When this differs
 * on purpose, permissions.txt is what a town reads to see what has changed: edit it by hand.
 */

const file = `${import.meta.dirname}/permissions.txt`;

t.test('the clients of the shipped towns may do what permissions.txt says', async (t) => {
  const api = await openApi(t);

  t.equal(await writeMatrix(api), fs.readFileSync(file, 'utf8'));
});

t.test('welfare sees no participation, and a kiosk takes no points back', async (t) => {
  const matrix = fs.readFileSync(file, 'utf8').split('\n\n');
  const mayDo = (operation: string): string[] =>
    matrix
      .find((part) => part.startsWith(`${operation}\n`))
      ?.split('\n  ')
      .slice(1) ?? [];

  const listing = mayDo('GET /api/checkins');
  t.ok(listing.includes('lier-library-desk'));
  t.same(
    listing.filter((client) => /welfare|social-house/.test(client)),
    [],
  );
  t.ok(mayDo('POST /api/checkins').includes('lier-kiosk'));
  t.notOk(mayDo('DELETE /api/checkins/{checkinId}').includes('lier-kiosk'));
  t.ok(mayDo('POST /api/roles/{id}/uses').some((client) => client.startsWith('mechelen-')));
});

t.test('no client is given a permission that opens nothing', async (t) => {
  const rows = await permissionRows();
  // Clients of the UiTPAS API are given what it names, whether or not it is here already.
  const idle = rows.flatMap(([one, of, does]) =>
    does === WITHOUT_ENDPOINT && of !== 'UiTPAS' ? [one] : [],
  );
  t.ok(rows.some(([, , does]) => does === WITHOUT_ENDPOINT));

  for (const client of clientsOf(await shippedInstallation()).values()) {
    const given = [...client.permissions].filter((one) => idle.includes(`\`${one}\``));
    t.same(given, [], client.clientId);
  }
});

async function writeMatrix(api: TestApi): Promise<string> {
  const towns = api.core.installation().municipalities;
  const clients = towns.flatMap(({ config }) => Object.keys(config.clients)).toSorted();
  const operations = Object.entries(api.description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
  const lines: string[] = ['Clients', ...clients.map((client) => `  ${client}`)];
  for (const { method, path } of operations.toSorted(byPath)) {
    const verdicts = await Promise.all(
      clients.map(async (client) => [client, await verdictOf(api, client, { method, path })]),
    );
    const allowed = verdicts.flatMap(([client, verdict]) =>
      verdict === 'allowed' ? [client] : [],
    );
    lines.push('', `${method} ${path}`, ...allowed.map((client) => `  ${client}`));
  }
  return `${lines.join('\n')}\n`;
}

/** By an address of nobody and without a body: whoever may, does nothing. */
async function verdictOf(
  api: TestApi,
  client: string,
  { method, path }: { method: string; path: string },
): Promise<'allowed' | 'forbidden' | 'unknown'> {
  const url = path.replaceAll(/\{\w+\}/g, randomUUID());
  const answer = await api.as(client).send({
    method,
    url,
    headers: { 'idempotency-key': randomUUID(), 'x-client-id': client },
  });
  const { type = '', detail = '' } =
    answer.statusCode < 400 ? {} : answer.json<{ type: string; detail?: string }>();
  if (type.endsWith('/url/not-found')) return 'unknown';
  return type.endsWith('/auth/forbidden') && /lacks the permission/.test(detail)
    ? 'forbidden'
    : 'allowed';
}

function byPath(a: { path: string; method: string }, b: { path: string; method: string }): number {
  const [first, second] = [`${a.path} ${a.method}`, `${b.path} ${b.method}`];
  return first < second ? -1 : Number(first > second);
}
