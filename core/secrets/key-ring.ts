/** What a key is for. Keys of different purposes are never the same bytes. */
export type KeyPurpose =
  | 'national-number-hash'
  | 'national-number-sealing'
  | 'private-sealing'
  | 'plugin-sealing'
  | 'link-sealing'
  | 'tariff-sealing'
  | 'derived-role-id'
  | 'custom-token';

/** One secret key with the id by which what it made names it. */
export interface Key {
  /** 1 to 255: it is one byte of what the key seals. */
  readonly id: number;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** The keys of an installation. Old ones stay readable after a rotation. */
export interface KeyRing {
  /** The key that makes new things. */
  current(purpose: KeyPurpose): Key;
  /** The key that made something, or undefined when it is gone. */
  byId(purpose: KeyPurpose, id: number): Key | undefined;
}
