import t from 'tap';
import { budgetsOf, openTalents } from './open-talents.ts';

/*
 * The first of January: many budgets at once, by a machine that may stop at any of them.
 */

t.test('a job that dies anywhere gives nothing, and the next one gives all of it', async (t) => {
  const { addChild, api, giveBudgets } = await openTalents(t);
  for (let child = 0; child < 5; child += 1) await addChild();
  await api.core.asOwner(`create function core.die() returns trigger language plpgsql as $$
    begin
      if (select count(*) from core.role where plugin = 'talententickets') >= 3 then
        raise exception 'the machine stopped';
      end if;
      return new;
    end $$`);
  await api.core.asOwner(
    'create trigger die before insert on core.role for each row execute function core.die()',
  );
  await t.rejects(giveBudgets(), /the machine stopped/);
  t.same(await budgetsOf(api), [], 'half of it is not kept');

  await api.core.asOwner('drop trigger die on core.role');
  // The one that took it over, and two that believe the same.
  await Promise.all([giveBudgets(), giveBudgets(), giveBudgets()]);
  t.equal((await budgetsOf(api)).length, 5);
});

t.test('many children are given theirs in parts, none of them twice', async (t) => {
  const { addChild, api, giveBudgets } = await openTalents(t);
  for (let child = 0; child < 103; child += 1) await addChild();

  await giveBudgets();
  t.equal((await budgetsOf(api)).length, 100);
  const more = api.core.jobs.wakeups.filter(({ job }) => job === 'talententickets.give-budgets');
  t.equal(more.length, 1, 'the rest is not left for an hour');
  t.notMatch(JSON.stringify(more), /[0-9a-f]{8}-/, 'no child is named in the queue');
  await giveBudgets();

  t.equal((await budgetsOf(api)).length, 103);
  t.equal(api.core.jobs.wakeups.length, 1);
});
