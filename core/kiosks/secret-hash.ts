import { hash } from 'node:crypto';

/**
 * What a secret of a kiosk is known by: SHA-256, in base64url. Both kinds have random bits enough
 * that nobody tries them all, so that a slow hash would protect nothing and cost each tap.
 */
export function secretHash(secret: string): string {
  return hash('sha256', `pasklaar kiosk ${secret}`, 'base64url');
}
