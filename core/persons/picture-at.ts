import { invalidData } from '../http/problems.ts';
import { MAX_PICTURE_BYTES, type Picture, readPicture } from './picture.ts';

/**
 * Reads a picture of a body.
 *
 * @param pointer to it in the body
 * @throws Problem `invalid-data` for anything but a JPEG or PNG of at most that many bytes
 */
export function pictureAt(base64: string, pointer: string): Picture {
  const picture = readPicture(base64);
  if (picture) return picture;
  const detail = `${pointer} must be a JPEG or PNG of ${MAX_PICTURE_BYTES / 1024} kB at most`;
  throw invalidData({ detail, jsonPointer: pointer });
}
