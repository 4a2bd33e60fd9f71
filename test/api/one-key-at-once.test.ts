import { randomUUID } from 'node:crypto';
import t from 'tap';
import { openApi } from '../fixtures/open-api.ts';
import { operationCases, sendAs } from './operations.ts';

const api = await openApi(t);
const AT_ONCE = 64;

const commands = operationCases.filter(({ operation }) => /^(post|put|delete)-/.test(operation));
const changeNothing = [
  'post-passholders-search',
  'post-childcare-access-enrolments-find',
  'post-sportpas-enrolments-find',
  'post-grabbelpas-activities-find',
  'post-grabbelpas-enrolments-find',
  'post-staff-card-doors-placeId-open',
  'post-social-tariff-validation-token',
];

/** In how many transactions it was announced, of each that changed, that it did. */
async function announced(): Promise<Map<string, number>> {
  const rows = await api.core.asOwner<{ what: string; count: number }>(
    `select kind || ' ' || subject_id as what, count(distinct recorded_at)::int as count
       from core.outbox group by 1`,
  );
  return new Map(rows.map(({ what, count }) => [what, count]));
}

for (const one of commands.filter(({ operation }) => !changeNothing.includes(operation))) {
  t.test(`${one.operation} with one key acts once, also when all come at once`, async (t) => {
    const request = await one.prepare(api);
    const key = randomUUID();
    const before = await api.countRows();
    const announcedBefore = await announced();

    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => sendAs(api, one.client, { ...request, key })),
    );

    t.same([...new Set(answers.map(({ statusCode }) => statusCode))], [one.status]);
    t.equal(new Set(answers.map(({ body }) => body)).size, 1, 'all get the same answer');
    const after = await api.countRows();
    t.equal((after['core.command'] ?? 0) - (before['core.command'] ?? 0), 1);
    for (const [what, count] of await announced()) {
      t.ok(count - (announcedBefore.get(what) ?? 0) <= 1, `${what} is announced once`);
    }
  });
}
