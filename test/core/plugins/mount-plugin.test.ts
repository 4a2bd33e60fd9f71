import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';
import { call, client, makeIssuer, openApp, townsWith } from '../http/open-app.ts';
import { pathToFileURL } from 'node:url';

const contract = pathToFileURL(path.resolve(import.meta.dirname, '../../../core/contract/')).href;

/** A plugin that greets: a word by name, and one that can be changed. */
const greeter = `
import { Type } from ${JSON.stringify(import.meta.resolve('typebox'))};
import { definePlugin } from '${contract}/plugin.ts';
import { defineProblem } from '${contract}/problem.ts';

const tooLoud = defineProblem({
  name: 'greeter-too-loud', status: 409, title: 'Too loud', explanation: 'Whisper.',
});
const word = Type.Object({ word: Type.String({ maxLength: 20 }) });

export default definePlugin({
  name: 'greeter',
  title: { nl: 'Groeter', en: 'Greeter' },
  config: Type.Object({}),
  roles: {},
  problems: [tooLoud],
  routes: [
    {
      method: 'GET', path: '/words/:word', summary: 'Greets', params: word,
      permission: 'GREETER_WORDS_READ', problems: [tooLoud],
      response: Type.Object({ greeting: Type.String() }),
      async handle(host, { params }) {
        if (params.word === 'HEY') throw tooLoud();
        const who = host.organizer + ' of ' + host.municipality;
        return { greeting: who + ' says ' + params.word, secret: 'unlisted' };
      },
    },
    {
      method: 'POST', path: '/words', summary: 'Changes the word', body: word,
      permission: 'GREETER_WORDS_WRITE', changesNothing: true,
      response: Type.Null(),
      async handle() { return null; },
    },
    {
      method: 'PUT', path: '/words', summary: 'Learns a word', body: word,
      permission: 'GREETER_WORDS_WRITE', response: Type.Null(), problems: [tooLoud],
      async handle(host, { body }) {
        if (['HEY', 'HO'].includes(body.word)) throw tooLoud();
        if (body.word === 'oops') throw new Error('a fault is no refusal');
        return null;
      },
      async replay() { return null; },
      async noteRefusal(host, { body }, { definition }) {
        if (body.word === 'HO') throw new Error('nothing to write with');
        globalThis.notedByGreeter.push([host.client, body.word, definition.name]);
      },
    },
  ],
});
`;

type Tap = typeof t;

const { appUrl } = await createTestDatabase(t);

async function setUp(t: Pick<Tap, 'teardown' | 'testdir'>) {
  const folder = t.testdir({ plugins: { greeter: { 'index.ts': greeter } } });
  const pluginsFolder = path.join(folder, 'plugins');
  const plugins = [...(await discoverPlugins(pathToFileURL(`${pluginsFolder}/`))).values()];
  const permissions = ['GREETER_WORDS_READ', 'GREETER_WORDS_WRITE'];
  const clients = {
    desk: client({ organizers: ['sport'], permissions }),
    poor: client(),
  };
  const issuer = await makeIssuer();
  const app = await openApp(t, {
    issuer,
    plugins,
    pluginsFolder,
    installation: townsWith(clients, plugins),
    databaseUrl: appUrl,
  });
  const tokens = {
    desk: await issuer.tokenFor('desk'),
    poor: await issuer.tokenFor('poor'),
    elsewhere: await issuer.tokenFor('mechelen-admin'),
    nothing: await issuer.tokenFor('mechelen-desk'),
  };
  return { app, tokens };
}

t.test('a plugin answers under its own name, with what its schema lists', async (t) => {
  const { app, tokens } = await setUp(t);

  const greeted = await call(app, tokens.desk, '/api/greeter/words/hello');
  const changed = await call(app, tokens.desk, {
    method: 'POST',
    url: '/api/greeter/words',
    payload: { word: 'hi' },
  });

  t.same(greeted.json(), { greeting: 'sport of lier says hello' });
  t.equal(changed.statusCode, 204);
  t.equal(changed.body, '');
});

t.test('a plugin has its permissions, its problems and the rules of every route', async (t) => {
  const { app, tokens } = await setUp(t);
  const post = (payload: object) =>
    call(app, tokens.desk, { method: 'POST', url: '/api/greeter/words', payload });

  t.equal((await call(app, null, '/api/greeter/words/hello')).statusCode, 401);
  t.equal((await call(app, tokens.poor, '/api/greeter/words/hello')).statusCode, 403);
  const loud = await call(app, tokens.desk, '/api/greeter/words/HEY');
  t.equal(loud.statusCode, 409);
  t.equal(loud.json().type, '/problems/greeter-too-loud');
  t.equal((await app.inject('/problems/greeter-too-loud')).statusCode, 200);
  t.equal((await post({ word: 'hi', world: 1 })).json().jsonPointer, '/world');
  t.equal((await post({ word: 7 })).json().detail, '/word must be a text');
});

t.test('a plugin writes down what it refused, and nothing else', async (t) => {
  const noted: string[][] = [];
  Object.assign(globalThis, { notedByGreeter: noted });
  const { app, tokens } = await setUp(t);
  const learn = async (word: string) => {
    const headers = { 'idempotency-key': randomUUID() };
    const request = { method: 'PUT' as const, url: '/api/greeter/words', payload: { word } };
    return (await call(app, tokens.desk, { ...request, headers })).statusCode;
  };

  t.equal(await learn('hi'), 204);
  t.equal(await learn('oops'), 500);
  t.equal(await learn('HEY'), 409);
  t.equal(await learn('HO'), 409, 'also when it cannot be written down');

  t.same(noted, [['desk', 'HEY', 'greeter-too-loud']]);
});

t.test('where the plugin is off, its routes are like any unknown address', async (t) => {
  const { app, tokens } = await setUp(t);
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object | string) => {
    const headers = { 'content-type': 'application/json' };
    const request = { method, url, ...(payload !== undefined && { payload, headers }) };
    const answer = await call(app, tokens.elsewhere, request);
    const { date, ...others } = answer.headers;
    t.ok(date);
    return { status: answer.statusCode, body: answer.body, headers: others };
  };

  const unknown = await ask('GET', '/api/nothing/of/the/kind');
  const unknownPost = await ask('POST', '/api/nothing', { word: 'hi' });

  t.equal(unknown.status, 404);
  t.same(await ask('GET', '/api/greeter/words/hello'), unknown);
  t.same(await ask('GET', `/api/greeter/words/${'x'.repeat(50)}`), unknown, 'not validated either');
  t.same(await ask('POST', '/api/greeter/words', { nonsense: 1 }), unknownPost);
  t.same((await call(app, tokens.nothing, '/api/greeter/words/hello')).body, unknown.body);
  t.same(await ask('POST', '/api/greeter/words', '{'), await ask('POST', '/api/nothing', '{'));
});

t.test('the description of the API has the routes of plugins', async (t) => {
  const { app } = await setUp(t);

  const { paths } = (await app.inject('/api/openapi.json')).json();

  t.match(paths['/api/greeter/words/{word}'].get, {
    summary: 'Greets',
    tags: ['Greeter'],
    description: /GREETER_WORDS_READ/,
  });
  t.match(paths['/api/greeter/words/{word}'].get.responses['409'].description, /greeter-too-loud/);
  t.ok('204' in paths['/api/greeter/words'].post.responses);
  const { responses } = paths['/api/greeter/words'].put;
  t.match(responses['409'].description, /role-already-held/, 'what its host may throw');
  t.match(responses['404'].description, /passholder-not-found/);
  t.notMatch(paths['/api/greeter/words/{word}'].get.responses['409'].description, /role-/);
});

t.test(
  'boot refuses a plugin on disk that was not discovered, and one that is not there',
  async (t) => {
    const folder = t.testdir({ plugins: { greeter: { 'index.ts': greeter } }, none: {} });
    const pluginsFolder = path.join(folder, 'plugins');
    const plugins = [...(await discoverPlugins(pathToFileURL(`${pluginsFolder}/`))).values()];

    await t.rejects(openApp(t, { pluginsFolder }), /plugin greeter was not discovered/);
    await t.rejects(
      openApp(t, { plugins, pluginsFolder: path.join(folder, 'none') }),
      /every plugin is mounted/,
    );
    fs.writeFileSync(path.join(pluginsFolder, 'greeter/index.ts'), 'export const plugin = 1;');
  },
);
