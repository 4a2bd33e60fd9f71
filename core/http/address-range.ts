import { isIPv6 } from 'node:net';

/**
 * The network that an address belongs to, of which one customer has all addresses: an IPv4 address
 * itself, the first 64 bits of an IPv6 address (RFC 6177), one form for each.
 *
 * @param address as `net.Socket` has it, or as a proxy names it; any other text stays as it is
 */
export function addressRange(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address.slice(0, 64);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  const [before = '', after] = plain.split('::');
  const front = wordsOf(before);
  const back = wordsOf(after ?? '');
  const gap = after === undefined ? 0 : 8 - front.length - back.length;
  const words = [...front, ...Array.from({ length: gap }, () => '0'), ...back];
  return `${words.slice(0, 4).join(':')}::/64`;
}

/** The groups of 16 bits without leading zeros; an IPv4 part at the end counts for two. */
function wordsOf(part: string): string[] {
  if (part === '') return [];
  return part.split(':').flatMap((word) => {
    return word.includes('.') ? ['v4', 'v4'] : [Number.parseInt(word, 16).toString(16)];
  });
}
