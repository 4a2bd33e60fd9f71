import { randomUUID } from 'node:crypto';
import t from 'tap';
import { type CallOptions, openApi } from '../fixtures/open-api.ts';
import type { ApiRequest } from './operation-case.ts';
import { operationCases, sendAs } from './operations.ts';

const api = await openApi(t);
const desk = 'lier-library-desk';

interface Problem {
  readonly type: string;
  readonly status: number;
  readonly detail?: string;
  readonly jsonPointer?: string;
}

/** `400 invalid-data`: the status and the name of what a request is refused with. */
async function refusal(client: string, request: ApiRequest & CallOptions): Promise<string> {
  const answer = await sendAs(api, client, request);
  if (answer.statusCode < 400) return String(answer.statusCode);
  return `${answer.statusCode} ${answer.json<Problem>().type.split('/').at(-1)}`;
}

const withBody = operationCases.filter(({ operation }) =>
  Object.values(api.description.paths)
    .flatMap((path) => Object.values(path))
    .some((described) => described.operationId === operation && 'requestBody' in described),
);
const commands = operationCases.filter(({ operation }) => /^(post|put|delete)-/.test(operation));

t.test(
  'a body that is none, or no JSON, is refused at every operation that takes one',
  async (t) => {
    for (const one of withBody) {
      const { body: _good, file: _form, ...good } = await one.prepare(api);
      const before = await api.countRows();
      const raw = async (payload: string | Buffer, type = 'application/json') => {
        const answer = await api.as(one.client).send({
          method: good.method,
          url: `/api${good.path}`,
          headers: { 'content-type': type, 'idempotency-key': randomUUID() },
          payload,
        });
        return `${answer.statusCode} ${answer.json<Problem>().type.split('/').at(-1)}`;
      };

      t.same(
        [
          await refusal(one.client, good),
          await raw(''),
          await raw('{"a":'),
          await raw(Buffer.from([0x22, 0xff, 0xfe, 0x22])),
          await raw('null'),
          await raw('{}', 'text/plain'),
          await raw('a=1', 'application/x-www-form-urlencoded'),
          await raw(`"${'x'.repeat(1_048_576)}"`),
          await raw(`{"__proto__":1}`),
          await raw(`${'['.repeat(100)}${']'.repeat(100)}`),
        ],
        [
          '400 missing',
          '400 missing',
          '400 invalid-syntax',
          '400 invalid-syntax',
          '400 invalid-data',
          '415 unsupported-media-type',
          '415 unsupported-media-type',
          '413 body-too-large',
          '400 invalid-data',
          '400 invalid-data',
        ],
        one.operation,
      );
      t.same(await api.countRows(), before, 'nothing was written');
    }
  },
);

t.test('an operation that takes no body refuses one that says something', async (t) => {
  for (const one of commands.filter((command) => !withBody.includes(command))) {
    const good = await one.prepare(api);
    const before = await api.countRows();
    const isUitpas = /^delete-|^put-passholders-me-uitid$/.test(one.operation);
    if (!isUitpas) {
      t.equal(await refusal(one.client, { ...good, body: { reason: 'x' } }), '400 invalid-data');
    }
    const answer = await api.as(one.client).send({
      method: good.method,
      url: `/api${good.path}`,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      payload: '{"a":',
    });
    t.equal(answer.statusCode, 400, one.operation);
    t.same(await api.countRows(), before, 'nothing was written');
    t.equal(
      await refusal(one.client, { ...good, ...(isUitpas ? {} : { body: {} }) }),
      String(one.status),
    );
  }
});

t.test(
  'an unknown query parameter is refused by our own operations, ignored by those of UiTPAS',
  async (t) => {
    const uitpas = new Set(
      Object.values(api.description.paths)
        .flatMap((path) => Object.values(path))
        .flatMap(({ operationId, 'x-uitpas': shape }) => (shape ? [operationId] : [])),
    );
    for (const one of operationCases) {
      const { path, ...good } = await one.prepare(api);
      const asked = { ...good, path: `${path}${path.includes('?') ? '&' : '?'}colour=red` };

      const outcome = await refusal(one.client, asked);

      const isAsEver = uitpas.has(one.operation) && outcome.startsWith(String(one.status));
      t.ok(isAsEver || (!uitpas.has(one.operation) && outcome === '400 invalid-data'), {
        operation: one.operation,
        outcome,
      });
    }
  },
);

t.test('a command of ours needs a key that is a UUID', async (t) => {
  interface Header {
    readonly name: string;
    readonly required: boolean;
  }
  const keys = new Map(
    Object.values(api.description.paths)
      .flatMap((path) => Object.values(path) as { operationId: string; parameters?: Header[] }[])
      .map(({ operationId, parameters = [] }) => [
        operationId,
        parameters.find(({ name }) => name === 'Idempotency-Key'),
      ]),
  );
  const keyed = commands.filter(({ operation }) => keys.get(operation) !== undefined);
  t.ok(keyed.length > 20, `${keyed.length} commands take a key`);

  for (const one of keyed) {
    const good = await one.prepare(api);
    const before = await api.countRows();
    for (const key of ['7', 'urn:uuid:0b7fb9b8-3a8c-4c1f-9a3e-6f3f0d3a2b11', `${randomUUID()}0`]) {
      t.equal(await refusal(one.client, { ...good, key }), '400 invalid-data', one.operation);
    }
    if (keys.get(one.operation)?.required === true) {
      t.equal(await refusal(one.client, { ...good, key: null }), '400 idempotency-key-required');
      t.equal(await refusal(one.client, { ...good, key: '' }), '400 idempotency-key-required');
    }
    t.same(await api.countRows(), before, 'nothing was written');
  }
});

t.test('names that every object has are names like any other', async (t) => {
  const { passholderId, number } = await api.addHolder();
  const roles = `/passholders/${passholderId}/roles`;
  const sell = (body: object) => refusal('lier-sports-desk', { method: 'POST', path: roles, body });
  const sold = await api
    .as('lier-sports-desk')
    .post(roles, { plugin: 'sportpas', role: 'turn-card' });
  const { id } = sold.json<{ id: string }>();
  const before = await api.countRows();

  for (const name of ['constructor', 'valueof', 'has-own-property']) {
    t.equal(await sell({ plugin: name, role: name }), '404 role-unknown');
    t.equal(await sell({ plugin: 'sportpas', role: name }), '404 role-unknown');
    const attributes = { length: 'year', [name]: 1 };
    t.equal(
      await sell({ plugin: 'sportpas', role: 'period-pass', attributes }),
      '400 invalid-data',
    );
  }
  for (const allowance of ['constructor', 'toString', '__proto__']) {
    const body = { card: number, allowance };
    const use = await refusal('lier-swim-desk', {
      method: 'POST',
      path: `/roles/${id}/uses`,
      body,
    });
    t.equal(use, '400 invalid-data');
  }
  for (const party of ['constructor', 'holder']) {
    const path = `/billing/entries?debtor=${party}`;
    t.equal(await refusal('lier-finance', { method: 'GET', path }), '404 party-not-found');
  }
  t.same(await api.countRows(), before, 'nothing was written');
});

t.test('no title, label, reason or attribute keeps a national number', async (t) => {
  const { passholderId } = await api.addHolder();
  const post = (client: string, path: string, body: object): Promise<string> =>
    refusal(client, { method: 'POST', path, body });
  const roles = `/passholders/${passholderId}/roles`;
  const sold = await api
    .as('lier-sports-desk')
    .post(roles, { plugin: 'sportpas', role: 'turn-card' });
  const { id } = sold.json<{ id: string }>();
  const [sale] = operationCases.filter(({ operation }) => operation === 'post-ticket-sales');
  const [ticket] = ((await sale?.prepare(api))?.body ?? []) as object[];
  const before = await api.countRows();
  const number = 'voor 85.07.30-033.28';

  const answers = [
    await post(desk, '/events', {
      title: number,
      regularPriceCents: 0,
      calendar: { type: 'PERMANENT' },
    }),
    await post(desk, '/ticket-sales', [{ ...ticket, regularPriceLabel: number }] as object),
    await post('lier-sports-desk', `/roles/${id}/end`, { reason: number }),
    await post('lier-hr', roles, {
      plugin: 'staff-card',
      role: 'badge',
      attributes: { staffNumber: '85073003328', service: 'Sport', zones: [] },
    }),
    await post(desk, '/passholders/search', { name: number }),
  ];

  t.same([...new Set(answers)], ['400 invalid-data']);
  t.same(await api.countRows(), before, 'nothing was written');
  const search = { inszNumber: '85.07.30-033.28' };
  t.equal(
    await post('lier-welfare', '/passholders/search', search),
    '200',
    'a field that asks for it',
  );
});

t.test('a moment that no clock shows is refused', async (t) => {
  const { number } = await api.addHolder();
  const askAt = (at: string) =>
    refusal(desk, { method: 'GET', path: `/passes/${number}/rights?at=${encodeURIComponent(at)}` });

  for (const at of [
    '2016-12-31T23:59:60Z',
    '2026-11-20T10:00:00',
    '2026-11-20T10:00:00+0100',
    '2026-11-20T10:00:00+01',
    '2026-11-20 10:00:00Z',
    '2026-02-29T10:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
    'today',
  ]) {
    t.equal(await askAt(at), '400 invalid-data', at);
  }
  for (const at of [
    '2026-11-20T10:00:00z',
    '2026-11-20T10:00:00.123+01:00',
    '2999-12-31T23:59:59-12:00',
  ]) {
    t.equal(await askAt(at), '200', at);
  }
});

t.test('a role begins within a year, on any day that there is', async (t) => {
  const sell = async (from: string, order: object) => {
    const path = `/passholders/${(await api.addHolder()).passholderId}/roles`;
    return refusal('lier-sports-desk', { method: 'POST', path, body: { ...order, from } });
  };
  const orders = [
    { plugin: 'membership-cc-friends', role: 'friend' },
    { plugin: 'sportpas', role: 'turn-card' },
    { plugin: 'sportpas', role: 'period-pass', attributes: { length: 'term' } },
  ];
  for (const order of orders) {
    t.equal(await sell('2999-12-31', order), '409 role-too-far-ahead');
    t.equal(await sell('2027-11-22', order), '409 role-too-far-ahead');
    t.equal(await sell('2027-11-21', order), '201');
    t.equal(await sell('1000-01-01', order), '400 role-from-the-past');
  }
});

t.test('an event is open at some time', async (t) => {
  const add = (calendar: object) =>
    refusal(desk, {
      method: 'POST',
      path: '/events',
      body: { title: 'Lezing', regularPriceCents: 0, calendar },
    });
  const hours = (opens: string, closes: string) => ({ opens, closes });

  t.equal(
    await add({ type: 'PERIODIC', from: '2026-12-02', until: '2026-12-01' }),
    '400 invalid-data',
  );
  t.equal(
    await add({ type: 'DATES', dates: [{ day: '2026-12-01', ...hours('16:00', '16:00') }] }),
    '400 invalid-data',
  );
  t.equal(
    await add({ type: 'PERMANENT', openingHours: [{ weekdays: [1], ...hours('16:00', '14:00') }] }),
    '400 invalid-data',
  );
  t.equal(await add({ type: 'PERIODIC', from: '2026-12-01', until: '2026-12-01' }), '201');
});

t.test('a price is a whole number of cents', async (t) => {
  const [sale] = operationCases.filter(({ operation }) => operation === 'post-ticket-sales');
  const good = await sale?.prepare(api);
  const [ticket] = (good?.body ?? []) as object[];

  for (const regularPrice of [10.001, 1e-7, 100_000.01]) {
    const body = [{ ...ticket, regularPrice }];
    t.equal(
      await refusal(desk, { method: 'POST', path: '/ticket-sales', body }),
      '400 invalid-data',
    );
  }
});

t.test('a list gives 500 at most, and each part of a query once', async (t) => {
  const ask = (query: string) => refusal(desk, { method: 'GET', path: `/events?${query}` });

  t.equal(await ask('limit=500'), '200');
  t.equal(await ask('limit=501'), '400 query-limit-exceeded');
  t.equal(await ask('limit=1&limit=2'), '400 invalid-data');
  t.equal(await ask('limit[]=1'), '400 invalid-data');
  t.equal(await ask('limit='), '400 invalid-data');
});
