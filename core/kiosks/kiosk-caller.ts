import assert from 'node:assert/strict';
import type { Caller } from '../access/caller.ts';
import type { ReadCustomToken } from '../access/custom-token.ts';
import { withContained } from '../access/permission.ts';
import { unauthorized } from '../access/problems.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { MunicipalityConfig } from '../municipalities/municipality-config.ts';
import { secretHash } from './secret-hash.ts';
import { isCurrentCode, readSetupCode } from './setup-code.ts';

/** The kiosk that a device acts for. */
export interface ActingKiosk {
  readonly id: string;
  readonly settings: MunicipalityConfig['kiosks'][string];
  /** The event that it was told to save points at; null when it finds one itself. */
  readonly fixedEventId: string | null;
  /** Of a device: what it holds. Of who sets one up: the setup code. */
  readonly secret: string;
}

const kiosks = new WeakMap<Caller, ActingKiosk>();

/** The kiosk of a caller that {@link readDevice} or {@link readCode} made. */
export function kioskOf(caller: Caller): ActingKiosk {
  const kiosk = kiosks.get(caller);
  assert(kiosk, 'only a kiosk comes here');
  return kiosk;
}

/**
 * The device of a kiosk, by its device id: it may save points for the organizers that the kiosk
 * stands at, and nothing else. A device whose kiosk got another one is unknown, and so is that of a
 * kiosk which configuration no longer names.
 */
export const readDevice: ReadCustomToken = async (core, token) => {
  const values = [secretHash(token)];
  const found = await callForJson<FoundKiosk | null>(core.pool, 'core.find_kiosk', values);
  return callerFor(core, found && { ...found, secret: token });
};

/** Who sets a device up, by the setup code of its kiosk: it holds for a day. */
export const readCode: ReadCustomToken = async (core, token) => {
  const read = readSetupCode(token);
  if (!read) throw unknownToken();
  const { cardSystemId, code } = read;
  const found = await callForJson<FoundByCode | null>(core.pool, 'core.find_kiosk_by_code', [
    cardSystemId,
    secretHash(code),
  ]);
  const isOver = found && !found.isCodeUsed && !isCurrentCode(found.codeMadeAt, core.now());
  if (!found || isOver) throw unknownToken();
  return callerFor(core, { ...found, fixedEventId: null, secret: code });
};

interface FoundKiosk {
  readonly cardSystemId: number;
  readonly id: string;
  readonly fixedEventId: string | null;
}

interface FoundByCode {
  readonly cardSystemId: number;
  readonly id: string;
  readonly codeMadeAt: string;
  readonly isCodeUsed: boolean;
}

function callerFor(core: Core, found: (FoundKiosk & { secret: string }) | null): Caller {
  const installation = core.installation();
  const named = found && installation.kiosk(found.id);
  const settings = named?.municipality.config.kiosks[named.key];
  const [organizer] = settings?.organizers ?? [];
  if (!found || !named || !settings || organizer === undefined) throw unknownToken();
  const { municipality, key } = named;
  const caller: Caller = {
    clientId: `kiosk:${municipality.key}/${key}`,
    cardSystemId: found.cardSystemId,
    installation,
    municipality,
    organizer,
    organizers: settings.organizers,
    permissions: withContained(['CHECKINS_SAVE']),
    resolvesDiscreetAliases: false,
  };
  const { id, fixedEventId, secret } = found;
  kiosks.set(caller, { id, settings, fixedEventId, secret });
  return caller;
}

function unknownToken(): Error {
  return unauthorized({ detail: 'this x-custom-token is of no kiosk, or of none any more' });
}
