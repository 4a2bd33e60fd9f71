import type { Secrets } from '../contract/secrets.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { deviceSecrets } from '../secrets/device-secrets.ts';
import { seal, unsealText } from '../secrets/seal.ts';

/** Seals for one plugin of one card system: no other opens it. */
export function hostSecrets(
  keys: KeyRing,
  { plugin, cardSystemId }: { readonly plugin: string; readonly cardSystemId: number },
): Secrets {
  const sealedFor = (about: string) =>
    ({
      purpose: 'plugin-sealing',
      context: `pasklaar ${plugin} of ${cardSystemId} about ${about}`,
    }) as const;
  return {
    seal: (text, about) => seal(keys, Buffer.from(text), sealedFor(about)).toString('base64url'),
    open(sealed, about) {
      const bytes = unsealText(keys, sealed, sealedFor(about));
      if (bytes === undefined) throw new Error(`${plugin} cannot open what it sealed`);
      return bytes.toString('utf8');
    },
    forDevice: (about) => deviceSecrets(keys, sealedFor(about).context),
  };
}
