import { encode } from 'uqr';

/** The modules of a QR code, row by row; true is dark. Without the quiet zone around it. */
export type QrMatrix = readonly (readonly boolean[])[];

/** Draws a text as a QR code of which 15 % of the modules may be unreadable (level M). */
export function drawQr(text: string): QrMatrix {
  return encode(text, { ecc: 'M', boostEcc: false, border: 0 }).data;
}
