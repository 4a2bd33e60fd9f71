/** The command line was asked something that it cannot do; the message says what it can. */
export class BadUse extends Error {
  override readonly name = 'BadUse';
}
