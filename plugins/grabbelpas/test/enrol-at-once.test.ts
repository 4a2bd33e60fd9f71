import { randomUUID } from 'node:crypto';
import t from 'tap';
import { openHoliday } from './open-holiday.ts';

/*
 * The moment at which enrolment opens: everybody asks at once.
 */

// Five hundred children and their passes take a while on a small machine.
t.setTimeout(120_000);

const holiday = await openHoliday(t);
const { activity, addChild, addChildren, core, enrol, facts, show } = holiday;
const problem = (name: string) => ({ type: `/problems/grabbelpas-${name}` });

/**
 * Asks a place as a client does: where a slow machine has no connection in ten seconds, it is
 * answered to come back, and sends the same request again under the same key.
 */
async function insist(id: string, card: string) {
  const path = `/grabbelpas/activities/${id}/enrolments`;
  const [body, key] = [{ cards: [card], waitWhenFull: true }, { key: randomUUID() }];
  for (let tries = 1; ; tries += 1) {
    const answer = await holiday.desk.post(path, body, key);
    if (answer.statusCode !== 503 || tries === 20) return answer;
  }
}

t.test('of 500 who ask at the same time for 20 places, 20 have one and 480 wait', async (t) => {
  const id = await activity({ title: 'Klimmen' });
  const children = await addChildren(500);

  const answers = await Promise.all(children.map(({ number }) => insist(id, number)));

  t.same([...new Set(answers.map(({ statusCode }) => statusCode))], [200]);
  const states = answers.map((answer) => answer.json().enrolments[0].state);
  t.equal(states.filter((state) => state === 'enrolled').length, 20);
  t.equal(states.filter((state) => state === 'waiting').length, 480);
  t.match(await show(id), { places: 20, placesLeft: 0, waiting: 480 });
  t.equal((await facts(...children)).length, 20, 'and 20 are charged');
  const numbers = await core.asOwner<{ number: number; state: string }>(
    'select number, state from grabbelpas.enrolment where activity_id = $1 order by number',
    [id],
  );
  t.same(
    numbers.map(({ number }) => number),
    Array.from({ length: 500 }, (_, at) => at + 1),
    'each in one order',
  );
  t.ok(
    numbers.slice(0, 20).every(({ state }) => state === 'enrolled'),
    'who asked first has a place',
  );
});

t.test('of 64 activities at the same time that a child is enrolled for at once, one', async (t) => {
  const ids = await Promise.all(Array.from({ length: 64 }, () => activity()));
  const child = await addChild();

  const answers = await Promise.all(ids.map((id) => enrol(id, [child.number])));

  t.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1);
  const refused = answers.filter(({ statusCode }) => statusCode !== 200);
  for (const answer of refused) t.match(answer.json(), problem('overlap'));
  t.equal((await facts(child)).length, 1);
});

t.test('siblings who are named in another order at once do not wait for each other', async (t) => {
  const ids = await Promise.all(
    Array.from({ length: 16 }, (_, at) =>
      activity({
        firstDay: `2026-12-${21 + (at % 4)}`,
        lastDay: `2026-12-${21 + (at % 4)}`,
        from: `${10 + (at >> 2)}:00`,
        until: `${11 + (at >> 2)}:00`,
      }),
    ),
  );
  const cards = (await addChildren(3)).map(({ number }) => number);

  const answers = await Promise.all(
    ids.map((id, at) => enrol(id, at % 2 === 0 ? cards : cards.toReversed())),
  );

  t.same([...new Set(answers.map(({ statusCode }) => statusCode))], [200]);
});
