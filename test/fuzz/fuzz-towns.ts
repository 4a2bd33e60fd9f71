import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { neighbouringTowns } from '../api/neighbouring-towns.ts';
import { type AnswerChecker, makeAnswerChecker } from '../fixtures/check-answer.ts';
import { openApi, type TestApi } from '../fixtures/open-api.ts';
import type { WireRequest } from './arbitrary-requests.ts';

/** Sends a request as a client of the configuration. */
export type Send = (client: string, request: WireRequest) => Promise<LightMyRequestResponse>;

/** Lier, its neighbour and a town elsewhere, and how to ask them anything. */
export interface FuzzTowns {
  readonly api: TestApi;
  readonly check: AnswerChecker;
  readonly send: Send;
}

/** Opens them. Unlike the clients of {@link openApi} these send what is no right HTTP as well. */
export async function openFuzzTowns(t: Parameters<typeof openApi>[0]): Promise<FuzzTowns> {
  const api = await openApi(t, { installation: await neighbouringTowns() });
  const check = makeAnswerChecker(api.description);
  const send: Send = async (client, { method, url, headers, payload }) => {
    const authorization = `Bearer ${await api.tokenOf(client)}`;
    const key = headers['idempotency-key'] === 'new' ? { 'idempotency-key': randomUUID() } : {};
    return api.app.inject({
      method: method as 'GET',
      url,
      headers: { ...headers, ...key, authorization },
      ...(payload !== undefined && { payload }),
    });
  };
  return { api, check, send };
}
