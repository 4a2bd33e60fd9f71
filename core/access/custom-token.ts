import type { Core } from '../core.ts';
import type { Caller } from './caller.ts';

/**
 * Reads who asks out of the header `x-custom-token`: the device of a kiosk, or whoever has a token
 * that was made for one thing.
 *
 * @throws Problem `unauthorized` for a token that is none of ours, or none any more
 */
export type ReadCustomToken = (core: Core, token: string) => Promise<Caller>;
