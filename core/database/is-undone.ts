/**
 * SQLSTATE classes of a server or connection that went away, and of an outcome that is not known.
 * Source: https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const UNCERTAIN = ['08', '57P', '40003'];

/** Five signs with a digit among them, unlike `EPIPE` of a broken connection. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;

/**
 * Whether PostgreSQL itself refused a statement, so that nothing of it was kept and it may be tried
 * again. False for a connection that broke: the commit may have been made.
 */
export function isUndone(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return false;
  const { code } = error;
  return SQLSTATE.test(code) && !UNCERTAIN.some((start) => code.startsWith(start));
}
