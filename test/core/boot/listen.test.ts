import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import t from 'tap';
import { readSettings } from '../../../config/settings.ts';
import { chooseDoorway } from '../../../core/boot/listen.ts';
import { requireNode } from '../../../core/boot/require-node.ts';

t.test('a port that another program has is told before anything is started', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.teardown(() => other.close());
  const { port } = other.address() as AddressInfo;

  await t.rejects(chooseDoorway(readSettings({ PORT: String(port) })), {
    name: 'RefusalToStart',
    message: `another program listens on port ${port}: set PORT to a free one`,
  });
});

t.test('port 0 is any free one, and the address says which', async (t) => {
  const { port, publicUrl } = await chooseDoorway(readSettings({ PORT: '0' }));

  t.ok(port > 0);
  t.equal(publicUrl, `http://localhost:${port}`);
});

t.test('behind a proxy the address is the one that others use', async (t) => {
  const settings = readSettings({ PORT: '0', PUBLIC_URL: 'https://pas.lier.be/' });

  t.match(await chooseDoorway(settings), { publicUrl: 'https://pas.lier.be' });
});

t.test('on another Node it says what to do', async (t) => {
  t.throws(() => requireNode('20.20.2'), { name: 'RefusalToStart', message: /run `npm ci`/ });
  t.doesNotThrow(() => requireNode('26.10.0'));
});
