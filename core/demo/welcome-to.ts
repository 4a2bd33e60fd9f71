import type { DemoDescription } from './describe-demo.ts';

const SHOWN_PASSES = 5;
/** Those with which most can be tried. */
const SHOWN_CLIENTS = ['lier-library-desk', 'lier-sports-desk', 'lier-welfare', 'lier-door'];

/** What a newcomer reads: where to look, which cards to try, and with which credentials. */
export function welcomeTo({ apiUrl, tokenUrl, passes, clients }: DemoDescription): string {
  const known = clients.filter(({ id }) => SHOWN_CLIENTS.includes(id));
  const shown = known.length > 0 ? known : clients.slice(0, SHOWN_CLIENTS.length);
  const width = Math.max(...shown.map(({ id }) => id.length));
  const page = new URL('/', apiUrl).href;
  return [
    '',
    `A card at the library desk: ${page}`,
    ...passes.slice(0, SHOWN_PASSES).map(({ number, who }) => `  ${number}  ${who}`),
    '',
    `The API: ${apiUrl}/docs, with a token from ${tokenUrl}`,
    ...shown.map(({ id, secret }) => `  ${id.padEnd(width)}  ${secret}`),
    '',
    'All of it: npx pasklaar demo --json. To stop: Ctrl-C.',
  ].join('\n');
}
