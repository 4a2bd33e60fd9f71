import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import t from 'tap';
import { createTestDatabase } from '../../database/create-test-database.ts';
import { openApp } from './open-app.ts';

t.test('the app is ready when its database answers', async (t) => {
  const { appUrl } = await createTestDatabase(t);
  const app = await openApp(t, { databaseUrl: appUrl });

  const ready = await app.inject('/readyz');

  t.equal(ready.statusCode, 200);
  t.same(ready.json(), { status: 'ok' });
});

t.test('without its database the app lives, and says that it is not ready', async (t) => {
  const app = await openApp(t);

  const live = await app.inject('/livez');
  const ready = await app.inject('/readyz');

  t.equal(live.statusCode, 200);
  t.equal(ready.statusCode, 503);
  t.equal(ready.headers['retry-after'], '5');
  t.equal(ready.json().type, '/problems/service-unavailable');
});

t.test('a database that takes the question and never answers is not waited for', async (t) => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const app = await openApp(t, { absentUrl: `postgresql://nobody@127.0.0.1:${port}/nothing` });
  t.teardown(() => {
    silent.close();
    for (const socket of sockets) socket.destroy();
  });

  const ready = await app.inject('/readyz');

  t.equal(ready.statusCode, 503);
});

t.test('an app that is stopping asks for no more work, and does what comes', async (t) => {
  const { appUrl } = await createTestDatabase(t);
  const app = await openApp(t, { databaseUrl: appUrl });

  app.startDraining();

  t.equal((await app.inject('/readyz')).statusCode, 503);
  t.equal((await app.inject('/livez')).statusCode, 200);
  t.equal((await app.inject('/problems')).statusCode, 200);
});
