import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { TestIssuer } from '../core/http/open-app.ts';
import type { TestCore } from '../fixtures/open-core.ts';
import { tokenOfAny } from '../fixtures/person-tokens.ts';
import type { Persons, Trait } from './persons.ts';
import type { RowWatch, WrittenRows } from './watch-rows.ts';
import type { StatementWatch } from './watch-statements.ts';

/** Why an answer may differ for a trait, and how far. */
export interface Exception {
  readonly because: string;
  /** Takes what may differ out of a body; the rest is compared. */
  readonly body?: (body: string) => string;
  /** Tables of which more rows may be written. */
  readonly rows?: readonly string[];
  /** The database may be asked other things, by who may know why. */
  readonly statements?: true;
  /** The amounts may differ. */
  readonly amounts?: true;
  /** The difference is one of chance: there may be none. */
  readonly perhaps?: true;
}

/** What a client asks. */
export interface Question {
  /** The status that every twin must get. */
  readonly status: number;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** A form instead of a body. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as `x-custom-token`: of a kiosk, or of who follows a link. */
  readonly token?: string;
  /** The Idempotency-Key; a new one when left out. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly unless?: Partial<Record<Trait, Exception>>;
}

/** What came of it, in full. */
export interface Exchange {
  /** In which scenario, which client asked what. */
  readonly label: string;
  /** As the description of the API names it: `GET /api/events/{eventId}`. */
  readonly operation: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly rows: WrittenRows;
  readonly statements: readonly string[];
  readonly unless: Partial<Record<Trait, Exception>>;
}

/** The parsed body of an answer, of which a test reads what it asks with next. */
export interface Answer {
  readonly body: string;
  /** A value in the body by its path: `/member/0/id`. */
  at(pointer: string): string;
  /** A header of the answer. */
  header(name: string): string;
}

/** Asks something as a client of the configuration; without a client it has no token. */
export type Ask = (client: string | null, operation: string, question: Question) => Promise<Answer>;

/** What a story is told with. */
export interface Town extends Persons {
  readonly core: TestCore;
  readonly ask: Ask;
  /** The id of an event of the demo. */
  event(key: string): string;
  /** The id of a place of Lier. */
  place(key: string): string;
  addReview(memberNumber: string): Promise<string>;
  /** Orders cards of Lier from the printer, with these numbers. */
  addPrinted(numbers: readonly string[]): Promise<void>;
  /** Names the scenario that the next questions belong to. */
  hear(scenario: string): void;
}

interface AskContext {
  readonly app: FastifyInstance;
  readonly core: TestCore;
  readonly issuer: TestIssuer;
  readonly rows: RowWatch;
  readonly statements: StatementWatch;
}

/** A desk needs a moment for each question: nothing happens at the same time as something else. */
const MOMENT_MS = 1000;

/** Asks the app as its clients do, and writes down everything that could be seen of the answer. */
export function makeAsk(context: AskContext) {
  const { app, core, rows, statements } = context;
  const list: Exchange[] = [];
  let scenario = '';
  const findToken = makeTokens(context);
  const ask: Ask = async (client, operation, question) => {
    const { status, body, form, key = randomUUID(), token, unless = {} } = question;
    const [method = '', template = ''] = operation.split(' ');
    const authorization = client === null ? {} : { authorization: await findToken(client) };
    const contentType = form && { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = form ? new URLSearchParams(form).toString() : (body as object | undefined);
    core.setNow(new Date(core.now() + MOMENT_MS).toISOString());
    statements.look();
    const answer = await app.inject({
      method: method as 'GET',
      url: addressOf(template, question),
      headers: {
        'idempotency-key': key,
        ...authorization,
        ...contentType,
        ...(token !== undefined && { 'x-custom-token': token }),
        ...question.headers,
      },
      ...(payload !== undefined && { payload }),
    });
    const label = `${scenario}: ${client ?? 'nobody'} asks ${operation} (${list.length})`;
    assert.equal(answer.statusCode, status, `${label}: ${answer.body}`);
    list.push({
      label,
      operation,
      status,
      unless,
      headers: answer.headers,
      body: answer.body,
      statements: statements.look(),
      rows: await rows.look(),
    });
    return {
      body: answer.body,
      at: (pointer) => valueAt(answer.body, pointer),
      header: (name) => String(answer.headers[name]),
    };
  };
  const startScenario = (name: string): void => {
    scenario = name;
  };
  return { ask, exchanges: { list, startScenario } };
}

/** Tokens outlast the clock of the story. */
function makeTokens({ core, issuer }: AskContext): (client: string) => Promise<string> {
  const tokens = new Map<string, string>();
  const exp = Math.round(core.now() / 1000) + 365 * 86_400;
  return async (client) => {
    const token = tokens.get(client) ?? (await tokenOfAny(issuer, client, { exp }));
    tokens.set(client, token);
    return `Bearer ${token}`;
  };
}

function addressOf(template: string, { params = {}, query }: Question): string {
  const address = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    return encodeURIComponent(params[name] ?? assert.fail(`${template} needs ${name}`));
  });
  return query ? `${address}?${new URLSearchParams(query).toString()}` : address;
}

function valueAt(body: string, pointer: string): string {
  let value: unknown = JSON.parse(body);
  for (const name of pointer.split('/').slice(1)) {
    value = (value as Record<string, unknown> | undefined)?.[name];
  }
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : assert.fail(`no ${pointer} in ${body}`);
}
