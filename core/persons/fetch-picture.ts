import type { Core } from '../core.ts';
import { askPool } from '../database/ask-pool.ts';
import { pictureNotFound } from '../passes/problems.ts';
import type { Picture } from './picture.ts';
import { readPictureLink } from './picture-link.ts';
import { openPrivate } from './private-details.ts';

interface PictureRow {
  readonly picture_sealed: Buffer;
  readonly picture_type: Picture['type'];
}

/**
 * The picture behind a link. The look was recorded when the link was made.
 *
 * @throws Problem `picture-not-found` for a link that is over or none of ours, and when the picture
 * is gone: alike
 */
export async function fetchPicture(core: Core, link: string): Promise<Picture> {
  const linked = readPictureLink(core.keys, link, core.now());
  if (!linked) throw pictureNotFound();
  const { cardSystemId, passholderId } = linked;
  const [row] = await askPool<PictureRow>(core.pool, {
    name: 'persons.read-picture',
    text: 'select picture_sealed, picture_type from core.read_picture($1, $2)',
    values: [cardSystemId, passholderId],
  });
  if (!row) throw pictureNotFound();
  const of = { kind: 'picture', passholderId } as const;
  return { type: row.picture_type, bytes: openPrivate(core.keys, row.picture_sealed, of) };
}
