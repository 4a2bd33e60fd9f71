import type { Core } from '../core.ts';
import { readEvent } from '../events/known-events.ts';
import { eventNotFound } from '../events/problems.ts';
import { zipFiles } from '../http/zip-files.ts';
import { makeCheckInCode } from './check-in-code.ts';
import { readCodeLink } from './code-link.ts';
import { writeQrPdf } from './pdf-page.ts';
import { drawQr } from './draw-qr.ts';
import { writeQrSvg } from './svg-picture.ts';

/** A file with the check-in code of an event. */
export interface CodeFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** `pdf`: a page to print; `zip`: that page, and the code alone as a picture. */
export type CodeFormat = 'pdf' | 'zip';

/** The first day of the format: when a file was made is nobody's business. */
const NO_MOMENT = Temporal.PlainDateTime.from('1980-01-01T00:00');

/**
 * Writes the file that a short-lived link leads to. Each has a new code; older ones stay good.
 *
 * @throws Problem `event-not-found` also for a link that is over or none of ours
 */
export async function writeCodeFile(
  core: Core,
  { link, format }: { link: string; format: CodeFormat },
): Promise<CodeFile> {
  const linked = readCodeLink(core.keys, link, core.now());
  if (!linked) throw eventNotFound();
  const { cardSystemId, eventId } = linked;
  const event = await readEvent(core, { cardSystemId, id: eventId, isStale: true });
  if (!event) throw eventNotFound();
  const organizer = core.installation().organizer(event.organizerId);
  const name = organizer?.municipality.config.organizers[organizer.key]?.name ?? '';

  const matrix = drawQr(
    makeCheckInCode(core.keys, { cardSystemId, ...event }, { now: core.now() }),
  );
  const lines = [name, 'Scan deze code om punten te sparen.'];
  const pdf = writeQrPdf({ title: event.title, lines, matrix });
  if (format === 'pdf') return { type: 'application/pdf', bytes: pdf };
  const svg = Buffer.from(writeQrSvg(matrix), 'utf8');
  const entries = [
    { name: 'check-in-code.pdf', content: pdf },
    { name: 'check-in-code.svg', content: svg },
  ];
  return { type: 'application/zip', bytes: zipFiles(entries, NO_MOMENT) };
}
