import type { WireRequest } from './arbitrary-requests.ts';

/** A request as a line for a terminal, for an API on this machine and a token in `$token`. */
export function asCurl({ method, url, headers, payload }: WireRequest): string {
  const sent = { authorization: 'Bearer $token', ...headers };
  const options = Object.entries(sent).map(([name, value]) => {
    // A new key for each time.
    const text = name === 'idempotency-key' && value === 'new' ? '$(uuidgen)' : escapeDollar(value);
    const shown = name === 'authorization' ? value : text;
    return ` -H "${name}: ${shown.replaceAll('"', String.raw`\"`)}"`;
  });
  const body = payload === undefined ? '' : ` --data-binary $'${quoted(payload)}'`;
  return `curl -i -X ${method}${options.join('')}${body} "http://localhost:3000${escapeDollar(url)}"`;
}

function escapeDollar(text: string): string {
  return text.replaceAll(/[$`\\]/g, String.raw`\$&`);
}

/** Inside `$'...'` of bash: every byte that is not plain as `\xHH`. */
function quoted(payload: string | Buffer): string {
  const bytes = [...Buffer.from(payload)];
  const signs = bytes.map((byte) => {
    const sign = String.fromCharCode(byte);
    if (sign === "'" || sign === '\\') return `\\${sign}`;
    return byte >= 0x20 && byte < 0x7f ? sign : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return signs.join('');
}
