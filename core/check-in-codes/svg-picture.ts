import type { QrMatrix } from './draw-qr.ts';

/** Light modules around the code, without which it is not found. */
const QUIET = 4;

/** Draws a QR code as an SVG picture, one unit for each module. */
export function writeQrSvg(matrix: QrMatrix): string {
  const side = matrix.length + 2 * QUIET;
  const squares = matrix.flatMap((row, down) =>
    row.flatMap((isDark, right) => (isDark ? [`M${right + QUIET} ${down + QUIET}h1v1h-1z`] : [])),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">` +
    `<rect width="${side}" height="${side}" fill="#fff"/>` +
    `<path shape-rendering="crispEdges" d="${squares.join('')}"/></svg>\n`
  );
}
