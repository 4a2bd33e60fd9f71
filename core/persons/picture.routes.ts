import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { acceptFiles } from '../http/multipart-file.ts';
import { responses } from '../http/responses.ts';
import { pictureNotFound } from '../passes/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { changePrivate } from './change-private.ts';
import { fetchPicture } from './fetch-picture.ts';
import { pictureAt } from './picture-at.ts';
import { makePictureLink } from './picture-link.ts';
import { readPrivate } from './read-private.ts';

const Params = Type.Object({ passholderId: Type.String({ format: 'uuid' }) });

/** The picture of the UiTPAS API 4.0: asking a link to it, changing it and taking it away. */
export async function pictureRoutes(api: Api): Promise<void> {
  addLink(api);
  addFetching(api);
  addDeleting(api);
  // Only here a form is read: everywhere else a body is JSON.
  await api.register(async (within: Api) => {
    acceptFiles(within);
    addChanging(within);
  });
}

function addLink(api: Api): void {
  api.get(
    '/passholders/:passholderId/picture',
    {
      config: { permission: 'PASSHOLDERS_PICTURE_READ', uitpas: true },
      schema: {
        summary: 'A link of five minutes to the picture of a pass holder',
        description: 'Of the own municipality. Asking it is recorded as a look.',
        tags: ['Passholders'],
        params: Params,
        response: responses(
          { 200: Type.Object({ pictureUrl: Type.String() }) },
          passholderNotFound,
          pictureNotFound,
        ),
      },
    },
    async ({ caller, params }) => {
      const { passholderId } = params;
      const { core, publicUrl } = api;
      const { hasPicture } = await readPrivate(core, caller, passholderId);
      if (!hasPicture) throw pictureNotFound();
      const linked = { cardSystemId: caller.cardSystemId, passholderId };
      const link = makePictureLink(core.keys, linked, core.now());
      return { pictureUrl: `${publicUrl}/api/pictures/${link}` };
    },
  );
}

/** Hidden from the description: nobody calls it but by the link. */
function addFetching(api: Api): void {
  api.get(
    '/pictures/:link',
    {
      config: { public: true },
      schema: { hide: true, params: Type.Object({ link: Type.String({ maxLength: 100 }) }) },
    },
    async ({ params }, reply) => {
      const { type, bytes } = await fetchPicture(api.core, params.link);
      // A page of another origin shows it: that is what the link is for.
      return reply
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .type(type)
        .send(bytes);
    },
  );
}

function addChanging(api: Api): void {
  api.put(
    '/passholders/:passholderId/picture',
    {
      config: {
        permission: 'PASSHOLDERS_PICTURE_WRITE',
        uitpas: 'beside a form it takes JSON, with the picture in base64.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Change the picture of a pass holder',
        description: 'Of the own municipality: a JPEG or PNG of 512 kB at most. It is kept sealed.',
        tags: ['Passholders'],
        consumes: ['application/json', 'multipart/form-data'],
        params: Params,
        body: Type.Object({
          file: Type.String({
            minLength: 1,
            format: 'byte',
            maxLength: 700_000,
            description: 'the picture',
          }),
        }),
        response: responses({ 204: Type.Null() }, passholderNotFound),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      const details = { picture: pictureAt(body.file, '/file') };
      await changePrivate(api.core, caller, { ...params, details, command });
      return reply.code(204).send(null);
    },
  );
}

function addDeleting(api: Api): void {
  api.delete(
    '/passholders/:passholderId/picture',
    {
      config: { permission: 'PASSHOLDERS_PICTURE_WRITE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Take the picture of a pass holder away',
        tags: ['Passholders'],
        params: Params,
        response: responses({ 204: Type.Null() }, passholderNotFound),
      },
    },
    async ({ caller, params, command }, reply) => {
      await changePrivate(api.core, caller, { ...params, details: { picture: null }, command });
      return reply.code(204).send(null);
    },
  );
}
