import { unzipSync } from 'fflate';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The texts that stand in the cells of a book of Excel, each once, in the order they come in. */
export function textsOfBook(book: Uint8Array): string[] {
  const xml = new TextDecoder().decode(unzipSync(book)['xl/sharedStrings.xml']);
  return [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text = '']) =>
    text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole),
  );
}
