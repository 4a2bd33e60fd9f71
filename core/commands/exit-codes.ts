/** It was done. */
export const DONE = 0;
/** It was not, and what was told says why. */
export const NOT_DONE = 1;
/** It was asked wrongly. */
export const BAD_USE = 2;
/** Ctrl-C ended it halfway: as a shell says it. */
export const INTERRUPTED = 130;
