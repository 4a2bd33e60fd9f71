import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** What the demo's identity provider keeps in the data folder. */
export interface DemoSecrets {
  /** The private key that signs tokens, RS256. */
  readonly signingKey: JWK;
  /** The secret of each client, by its id. */
  readonly clientSecrets: ReadonlyMap<string, string>;
  /** Signs cookies. */
  readonly cookieKey: string;
}

/**
 * Reads the secrets of the demo from `demo-signing-key.json` and `demo-clients.json`, or makes
 * them: tokens and secrets stay good over a restart. A client that is new gets a secret; one that
 * is gone keeps its own, for when it comes back. Only the owner of the files can read them.
 *
 * @param dataFolder made when it is absent
 */
export async function keepDemoSecrets(
  dataFolder: string,
  clientIds: readonly string[],
): Promise<DemoSecrets> {
  fs.mkdirSync(dataFolder, { recursive: true });
  const keyFile = path.join(dataFolder, 'demo-signing-key.json');
  const { signingKey, cookieKey } =
    (readJson(keyFile) as Pick<DemoSecrets, 'signingKey' | 'cookieKey'> | undefined) ??
    writeJson(keyFile, { signingKey: await makeSigningKey(), cookieKey: makeSecret() });

  const clientsFile = path.join(dataFolder, 'demo-clients.json');
  const kept = (readJson(clientsFile) ?? {}) as Record<string, string>;
  const added = clientIds.filter((id) => !Object.hasOwn(kept, id));
  const all = { ...kept, ...Object.fromEntries(added.map((id) => [id, makeSecret()])) };
  if (added.length > 0) writeJson(clientsFile, all);
  const secretOf = new Map(Object.entries(all));
  const clientSecrets = new Map(clientIds.map((id) => [id, secretOf.get(id) ?? makeSecret()]));
  return { signingKey, cookieKey, clientSecrets };
}

async function makeSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  return { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' };
}

function makeSecret(): string {
  return randomBytes(24).toString('base64url');
}

function readJson(file: string): unknown {
  if (!fs.existsSync(file)) return undefined;
  return JSON.parse(fs.readFileSync(file, 'utf8')) as unknown;
}

/** Written aside and renamed: after a crash there is the old file or the new one, never half. */
function writeJson<Content>(file: string, content: Content): Content {
  const draft = `${file}.new`;
  fs.rmSync(draft, { force: true });
  fs.writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(draft, file);
  return content;
}
