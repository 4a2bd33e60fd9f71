import { createDecipheriv } from 'node:crypto';
import t from 'tap';
import { hostSecrets } from '../../../core/plugins/host-secrets.ts';
import { testKeys } from '../../fixtures/test-keys.ts';

const secretsOf = (plugin: string, cardSystemId = 1) =>
  hostSecrets(testKeys, { plugin, cardSystemId });

function open(key: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(key, 'base64url'),
    bytes.subarray(0, 12),
  ).setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}

t.test('each process gives the same key for the same, and opens what another sealed', async (t) => {
  const [one, other] = [secretsOf('library'), secretsOf('library')].map((secrets) =>
    secrets.forDevice('Monday'),
  );

  t.equal(one?.key, other?.key);
  t.equal(one?.keyId, other?.keyId);
  t.equal(open(one?.key ?? '', other?.seal('één') ?? ''), 'één');
});

t.test(
  'a key opens nothing of another day, plugin or card system, nor of the plugin',
  async (t) => {
    const { key, keyId } = secretsOf('library').forDevice('Monday');
    const others = [
      secretsOf('library').forDevice('Tuesday'),
      secretsOf('museum').forDevice('Monday'),
      secretsOf('library', 2).forDevice('Monday'),
    ];

    t.equal(new Set([keyId, ...others.map((one) => one.keyId)]).size, 4);
    for (const { seal } of others) t.throws(() => open(key, seal('text')));
    t.throws(() => open(key, secretsOf('library').seal('text', 'Monday')));
    t.notOk(
      key.includes(keyId) || testKeys.current('plugin-sealing').bytes.toString('base64url') === key,
    );
  },
);
