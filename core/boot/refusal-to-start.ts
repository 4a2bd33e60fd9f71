/** What a person can put right: its message says what is wrong and what to do, and no more. */
export class RefusalToStart extends Error {
  override readonly name = 'RefusalToStart';
}
