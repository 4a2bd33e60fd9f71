import t from 'tap';
import { openApi } from '../fixtures/open-api.ts';
import {
  badBodies,
  badQueries,
  type BadRequest,
  type Parameter,
  type PartSchema,
} from './bad-requests.ts';
import type { ApiRequest, OperationCase } from './operation-case.ts';
import { operationCases, sendAs } from './operations.ts';

/*
 * What is wrong is made from the description of the API itself: every value of every path, query
 * and body, wrong in every way that its schema knows of.
 */

interface DescribedOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { schema: PartSchema } };
  };
}

interface Problem {
  readonly type: string;
  readonly status: number;
  readonly detail?: string;
  readonly jsonPointer?: string;
}

const api = await openApi(t);
const described = new Map(
  Object.values(api.description.paths)
    .flatMap((path) => Object.values(path) as unknown as DescribedOperation[])
    .map((one) => [one.operationId, one]),
);

/** As people and programs write it. */
const NATIONAL_NUMBERS = [
  '85073003328',
  '85.07.30-033.28',
  '85%2007%2030%20033%2028',
  '%385073003328',
];
/** A chip number can have thirteen digits in it: it is none of these. */
const ANY_ID = /[0-9a-f]{8}-[0-9a-f-]{27}|(?<![0-9A-F])[0-9]{13}(?![0-9A-F])/;
const INVALID = 'https://api.publiq.be/probs/body/invalid-data';
const NO_ADDRESS = 'https://api.publiq.be/probs/url/not-found';

/** What is not as it should be in the answers to bad requests: nothing, one hopes. */
async function faultsIn(
  one: OperationCase,
  bad: readonly BadRequest[],
  isRight: (problem: Problem, request: BadRequest) => boolean,
): Promise<string[]> {
  const faults: string[] = [];
  for (const request of bad) {
    const answer = await sendAs(api, one.client, request.request);
    const isProblem = answer.headers['content-type']?.startsWith('application/problem+json');
    if (isProblem && isRight(answer.json<Problem>(), request)) continue;
    faults.push(`${request.wrong}: ${answer.statusCode} ${answer.body}`);
  }
  return faults;
}

for (const one of operationCases) {
  const { operation } = one;
  const { parameters = [], requestBody } = described.get(operation) ?? {};

  t.test(`${operation} refuses bad input, says why and writes nothing`, async (t) => {
    const good = await one.prepare(api);
    const before = await api.countRows();

    const queries = badQueries(
      good,
      parameters.filter((parameter) => parameter.in === 'query'),
    );
    t.same(await faultsIn(one, queries, isInvalid), []);
    t.same(await faultsIn(one, badPaths(good), isInvalidAddress), []);
    t.same(await faultsIn(one, withNationalNumbers(good), isNationalNumber), []);
    if (requestBody) {
      const bodies = badBodies(good, requestBody.content['application/json'].schema);
      t.ok(bodies.length >= 4, 'there is much that can be wrong');
      t.same(await faultsIn(one, bodies, isInvalidThere), []);
    }

    t.same(await api.countRows(), before, 'nothing was written');
  });
}

function isInvalid({ status, type, detail }: Problem): boolean {
  // Of a group or a card system that is out of bounds UiTPAS says that there is none.
  if (/(?:group|cardsystem)-not-found$/.test(type)) return status === 400;
  const types = [INVALID, 'https://api.publiq.be/probs/url/query-limit-exceeded'];
  return status === 400 && types.includes(type) && detail !== undefined;
}

function isInvalidAddress(problem: Problem): boolean {
  // The address of a card is any text that a card may have: then nobody has it.
  const isUnknown = problem.type.endsWith('/pass-not-found');
  return (
    isInvalid(problem) || (problem.status === 404 && (isUnknown || problem.type === NO_ADDRESS))
  );
}

function isInvalidThere(problem: Problem, { pointer = '' }: BadRequest): boolean {
  return isInvalid(problem) && problem.jsonPointer?.startsWith(pointer) === true;
}

function isNationalNumber({ status, type }: Problem): boolean {
  return status === 400 && type === '/problems/insz-not-in-url';
}

function badPaths(good: ApiRequest): BadRequest[] {
  if (!ANY_ID.test(good.path.split('?')[0] ?? '')) return [];
  return [
    { wrong: 'a NUL byte', value: 'a%00b' },
    { wrong: 'too long', value: 'x'.repeat(80) },
    { wrong: 'far too long', value: 'x'.repeat(3000) },
    { wrong: 'no text at all', value: '%E0%A4%A' },
    { wrong: 'another folder', value: '..%2F..%2Fetc' },
    { wrong: 'nothing', value: '' },
  ].map(({ wrong, value }) => {
    const request = { ...good, path: good.path.replace(ANY_ID, value) };
    return { wrong: `path: ${wrong}`, request };
  });
}

function withNationalNumbers(good: ApiRequest): BadRequest[] {
  const joined = good.path.includes('?') ? '&' : '?';
  const [path = '', ...query] = good.path.split('?');
  return NATIONAL_NUMBERS.flatMap((number) => [
    {
      wrong: `${number} in the query`,
      request: { ...good, path: `${good.path}${joined}q=${number}` },
    },
    {
      wrong: `${number} in the path`,
      request: {
        ...good,
        path: [
          ANY_ID.test(path) ? path.replace(ANY_ID, number) : `${path}/${number}`,
          ...query,
        ].join('?'),
      },
    },
  ]);
}
