/**
 * Keeps what nobody but the plugin may read: health data, the reason of a bar. The database, its
 * backups and its readers hold it sealed.
 */
export interface Secrets {
  /** @param about whose it is and what: sealed text that is put elsewhere does not open there */
  seal(text: string, about: string): string;
  /** @throws Error when it was sealed about something else, or its key is gone */
  open(sealed: string, about: string): string;
  /**
   * A key that a device gets, to read without network what is sealed with it. Whoever has the key
   * reads all that was sealed about the same: say in it until when, and give it to nobody later.
   */
  forDevice(about: string): DeviceSecrets;
}

/** What is sealed for a device, and by which key it opens it. */
export interface DeviceSecrets {
  /** Tells a device which key it needs, and nothing of it. */
  readonly keyId: string;
  /** 32 bytes, as base64url. */
  readonly key: string;
  /** AES-256-GCM, as browsers open it: base64url of the nonce (12 bytes), the text and the tag. */
  seal(text: string): string;
}
