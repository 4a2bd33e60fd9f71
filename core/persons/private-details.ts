import type { KeyRing } from '../secrets/key-ring.ts';
import { seal, unseal } from '../secrets/seal.ts';
import type { Picture } from './picture.ts';

/** What few may see of a holder; what is left out stays, null is forgotten. */
export interface PrivateDetails {
  readonly note?: string | null;
  readonly picture?: Picture | null;
}

/** As `core.keep_private` takes it: sealed bytes in base64. */
export interface SealedPrivate {
  readonly noteSealed?: string | null;
  readonly pictureSealed?: string | null;
  readonly pictureType?: Picture['type'] | null;
}

/** Seals private details for storage: the database and its backups never hold them in the open. */
export function sealPrivate(
  keys: KeyRing,
  passholderId: string,
  { note, picture }: PrivateDetails,
): SealedPrivate {
  const sealed = (kind: 'note' | 'picture', bytes: Buffer): string =>
    seal(keys, bytes, sealedFor(kind, passholderId)).toString('base64');
  return {
    ...(note !== undefined && {
      noteSealed: note === null ? null : sealed('note', Buffer.from(note)),
    }),
    ...(picture !== undefined && {
      pictureSealed: picture === null ? null : sealed('picture', picture.bytes),
      pictureType: picture?.type ?? null,
    }),
  };
}

/** Opens what {@link sealPrivate} sealed. @throws Error when its key is gone */
export function openPrivate(
  keys: KeyRing,
  sealed: Buffer,
  of: { kind: 'note' | 'picture'; passholderId: string },
): Buffer {
  const bytes = unseal(keys, sealed, sealedFor(of.kind, of.passholderId));
  if (bytes === undefined) throw new Error(`a ${of.kind} cannot be unsealed: its key is gone`);
  return bytes;
}

function sealedFor(kind: 'note' | 'picture', passholderId: string) {
  return { purpose: 'private-sealing', context: `pasklaar ${kind} of ${passholderId}` } as const;
}
