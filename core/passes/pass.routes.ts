import { Type } from 'typebox';
import { Problem } from '../contract/problem.ts';
import type { Api } from '../http/api.ts';
import { nationalNumberInUrl } from '../http/problems.ts';
import { responses } from '../http/responses.ts';
import { CardSystemShape } from '../municipalities/card-system-shape.ts';
import { parseChipNumber } from './chip-number.ts';
import {
  cardBlocked,
  invalidCardStatus,
  passNotFound,
  passOfAnotherCardSystem,
} from './problems.ts';
import { showPass } from './show-pass.ts';

const PassShape = Type.Object({
  passholderId: Type.String({ format: 'uuid' }),
  passType: Type.String({ enum: ['INDIVIDUAL', 'GROUP'] }),
  uitpasNumber: Type.String(),
  firstName: Type.String(),
  points: Type.Integer({ minimum: 0 }),
  postalCode: Type.String({ description: 'of the town where the holder lives; 0000 elsewhere' }),
  cardSystem: CardSystemShape,
  socialTariff: Type.Object({
    status: Type.String({ enum: ['ACTIVE', 'EXPIRED', 'NONE'] }),
    endDate: Type.Optional(Type.String({ format: 'date-time' })),
  }),
});

const number = Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' });

const DIFFERENT =
  '`socialTariff.status` is `NONE` for every holder unless the client holds `SOCIALTARIFF_READ`, ' +
  '`postalCode` is that of the town and not of the street, and a national number is refused with ' +
  'the problem that names `POST /passholders/search`: nobody who need not know learns more.';

const NEVER_IN_URL =
  'it always answers the problem `insz-not-in-url`, which names `POST /passholders/search`: ' +
  'addresses end up in logs and histories, a national number never does.';

/** The passes of the UiTPAS API 4.0: one, by a number of its card. */
export async function passRoutes(api: Api): Promise<void> {
  addByIdentifier(api);
  addByPassNumber(api);
  addByChipNumber(api);
  addByNationalNumber(api);
}

function addByIdentifier(api: Api): void {
  api.get(
    '/passes',
    {
      config: { permission: 'PASSES_READ', uitpas: DIFFERENT },
      schema: {
        summary: 'A pass, by any number of its card',
        tags: ['Passes'],
        querystring: Type.Object({ identifier: number }),
        response: responses(
          { 200: PassShape },
          invalidCardStatus,
          passNotFound,
          passOfAnotherCardSystem,
        ),
      },
    },
    async ({ caller, query }) => showPass(api.core, caller, query.identifier),
  );
}

function addByPassNumber(api: Api): void {
  api.get(
    '/passes/:uitpasNumber',
    {
      config: { permission: 'PASSES_READ', uitpas: DIFFERENT },
      schema: {
        summary: 'A pass, by its number',
        tags: ['Passes'],
        params: Type.Object({ uitpasNumber: number }),
        response: responses({ 200: PassShape }, cardBlocked, passNotFound, passOfAnotherCardSystem),
      },
    },
    async ({ caller, params }) =>
      showPass(api.core, caller, params.uitpasNumber).catch(asBlockedOrUnknown),
  );
}

function addByChipNumber(api: Api): void {
  api.get(
    '/chip-numbers/:chipNumber',
    {
      config: { permission: 'PASSES_CHIPNUMBERS_READ', uitpas: DIFFERENT },
      schema: {
        summary: 'A pass, by the number of its chip',
        tags: ['Passes'],
        params: Type.Object({ chipNumber: number }),
        response: responses({ 200: PassShape }, cardBlocked, passNotFound, passOfAnotherCardSystem),
      },
    },
    async ({ caller, params }) => {
      const chip = parseChipNumber(params.chipNumber);
      if (chip === undefined) throw passNotFound();
      return showPass(api.core, caller, chip).catch(asBlockedOrUnknown);
    },
  );
}

function addByNationalNumber(api: Api): void {
  api.get(
    '/insz-numbers/:inszNumber',
    {
      config: { permission: 'PASSES_INSZNUMBERS_READ', uitpas: NEVER_IN_URL },
      schema: {
        summary: 'Refused: a national number stands in no address',
        tags: ['Passes'],
        params: Type.Object({ inszNumber: number }),
        response: responses({ 200: PassShape }, nationalNumberInUrl),
      },
    },
    async () => {
      throw nationalNumberInUrl();
    },
  );
  api.get(
    '/passholders/status/insz-numbers/:inszNumber',
    {
      config: { permission: 'PASSES_INSZNUMBERS_READ', uitpas: NEVER_IN_URL },
      schema: {
        summary: 'Refused: a national number stands in no address',
        tags: ['Passholders'],
        params: Type.Object({ inszNumber: number }),
        response: responses(
          { 200: Type.Object({ state: Type.String({ enum: ['USED', 'UNUSED'] }) }) },
          nationalNumberInUrl,
        ),
      },
    },
    async () => {
      throw nationalNumberInUrl();
    },
  );
}

/** The older routes know a card that is blocked, and no other that is not in use. */
function asBlockedOrUnknown(error: unknown): never {
  if (error instanceof Problem && error.definition === invalidCardStatus.definition) {
    throw error.details['cardStatus'] === 'BLOCKED' ? cardBlocked() : passNotFound();
  }
  throw error;
}
