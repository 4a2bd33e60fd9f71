import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Problem } from '../../../core/contract/problem.ts';
import { refusalOf } from '../../../core/database/refusal.ts';
import type { CommandKey } from '../../../core/http/idempotency.ts';
import { addAlias } from '../../../core/passes/add-alias.ts';
import { blockCard } from '../../../core/passes/block-card.ts';
import { makeStock } from '../../../core/passes/make-stock.ts';
import { makePassNumber } from '../../../core/passes/pass-number.ts';
import { receiveStock } from '../../../core/passes/receive-stock.ts';
import { replaceCard } from '../../../core/passes/replace-card.ts';
import { checkRights } from '../../../core/rights/check-rights.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const core = await openTestCore(t, testInstallation());
const library = testCaller(core, 'library');

let made = 0;
/** A pass number that no other test uses. */
function freshNumber(): string {
  made += 1;
  return makePassNumber(String(900_000_000_000 + made));
}

function freshChip(): string {
  made += 1;
  return `04${made.toString(16).toUpperCase().padStart(12, '0')}`;
}

/** A card in the stock of the desks. */
async function stockCard(cardSystemId = 1): Promise<{ number: string; chipNumber: string }> {
  const [number = ''] = await makeStock(core, { cardSystemId, count: 1 });
  const card = { number, chipNumber: freshChip() };
  await receiveStock(core, { cardSystemId, cards: [card] });
  return card;
}

async function holderWith(number = freshNumber()): Promise<{ number: string; id: string }> {
  const { passholderId } = await addHolder(core, { number, points: 7 });
  return { number, id: passholderId };
}

const newKey = (hash = 'asked'): CommandKey => ({ key: randomUUID(), hash });
const block = (card: string, command: CommandKey | null = null) =>
  blockCard(core, library, { card, command });
const replace = (card: string, newNumber: string, command: CommandKey | null = null) =>
  replaceCard(core, library, { card, newNumber, command });
const ask = (card: string) =>
  checkRights(core, library, { card, eventId: null, place: null, at: core.now() });

/** The name of the problem or refusal that something ends in. */
async function refused(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    return error instanceof Problem ? error.definition.name : (refusalOf(error)?.name ?? '?');
  }
  return 'done';
}

const cardsOf = (id: string) =>
  core.asOwner<{ number: string; status: string }>(
    'select number, status from core.card where passholder_id = $1 order by status, number',
    [id],
  );
const versionOf = async (id: string) =>
  (
    await core.asOwner<{ version: number }>('select version from core.passholder where id = $1', [
      id,
    ])
  )[0]?.version;
const announced = async (kind: string, number: string) =>
  core.asOwner(
    'select 1 from core.outbox o join core.card c on c.passholder_id = o.subject_id ' +
      'where o.kind = $1 and c.number = $2',
    [kind, number],
  );

t.test('a blocked card grants nothing from then on', async (t) => {
  const { number, id } = await holderWith();

  const blocked = await block(number);

  t.same(blocked, {
    uitpasNumber: number,
    status: 'BLOCKED',
    passholderId: id,
    replacedUitpasNumber: null,
  });
  t.equal((await ask(number)).blocked?.code, 'pass-blocked');
  t.equal(await versionOf(id), 2);
  t.equal((await announced('passholder.changed', number)).length, 1);
});

t.test('blocking a card twice is blocking it once', async (t) => {
  const { number, id } = await holderWith();
  await block(number);

  const again = await block(number);

  t.equal(again.status, 'BLOCKED');
  t.equal(await versionOf(id), 2);
  t.equal((await announced('passholder.changed', number)).length, 1);
});

t.test('a card is blocked by its chip number too', async (t) => {
  const [number, chipNumber] = [freshNumber(), freshChip()];
  await addHolder(core, { number, chipNumber });

  const blocked = await block(chipNumber.toLowerCase());

  t.equal(blocked.uitpasNumber, number);
});

t.test('a replaced card is blocked and the holder keeps everything', async (t) => {
  const { number, id } = await holderWith();
  const fresh = await stockCard();

  const replaced = await replace(number, fresh.number);

  t.same(replaced, {
    uitpasNumber: fresh.number,
    status: 'ACTIVE',
    passholderId: id,
    replacedUitpasNumber: number,
  });
  t.same(await cardsOf(id), [
    { number: fresh.number, status: 'ACTIVE' },
    { number, status: 'BLOCKED' },
  ]);
  const now = await ask(fresh.number);
  t.equal(now.blocked, null);
  t.match(now.facts.holder, { id, points: 7 });
  t.equal(await versionOf(id), 2);
  t.equal((await announced('passholder.changed', number)).length, 1);
});

t.test('the old number finds the old card, blocked, and not the new one', async (t) => {
  const { number, id } = await holderWith();
  await replace(number, (await stockCard()).number);

  const found = await ask(number);

  t.match(found.facts.card, { number, status: 'BLOCKED' });
  t.equal(found.facts.holder?.id, id);
  t.equal(found.blocked?.code, 'pass-blocked');
});

t.test(
  'a card that was blocked before is replaced later, with the day of blocking kept',
  async (t) => {
    const { number, id } = await holderWith();
    core.setNow('2026-11-18T10:00:00+01:00');
    await block(number);
    core.setNow('2026-11-20T10:00:00+01:00');

    await replace(number, (await stockCard()).number);

    const [card] = await core.asOwner<{ blocked_at: Date }>(
      'select blocked_at from core.card where number = $1',
      [number],
    );
    t.equal(card?.blocked_at.toISOString(), '2026-11-18T09:00:00.000Z');
    t.equal((await cardsOf(id)).length, 2);
  },
);

t.test('the new card may be tapped, or be one that nobody knows yet', async (t) => {
  const [first, second] = [await holderWith(), await holderWith()];
  const [fresh, unknown] = [await stockCard(), freshNumber()];

  const tapped = await replace(first.number, fresh.chipNumber);
  const typed = await replace(second.number, unknown);

  t.equal(tapped.uitpasNumber, fresh.number);
  t.equal(typed.uitpasNumber, unknown);
  t.same(
    await core.asOwner('select card_system_id from core.card_directory where number = $1', [
      unknown,
    ]),
    [{ card_system_id: 1 }],
  );
});

t.test('a replacement can be replaced again', async (t) => {
  const { number, id } = await holderWith();
  const [second, third] = [freshNumber(), freshNumber()];

  await replace(number, second);
  const last = await replace(second, third);

  t.equal(last.replacedUitpasNumber, second);
  t.equal((await cardsOf(id)).filter(({ status }) => status === 'ACTIVE').length, 1);
});

t.test('a new card that cannot be given out is refused and nothing changes', async (t) => {
  const { number, id } = await holderWith();
  const [other, elsewhere, printed] = [
    await holderWith(),
    freshNumber(),
    (await makeStock(core, { cardSystemId: 1, count: 1 }))[0] ?? '',
  ];
  await addHolder(core, { cardSystemId: 2, municipality: 'mechelen', number: elsewhere });

  t.equal(await refused(replace(number, other.number)), 'card-not-in-stock');
  t.equal(await refused(replace(number, number)), 'card-not-in-stock');
  t.equal(await refused(replace(number, printed)), 'card-not-in-stock', 'not received yet');
  t.equal(await refused(replace(number, freshChip())), 'card-not-in-stock', 'an unknown chip');
  t.equal(await refused(replace(number, elsewhere)), 'pass-number-taken');
  for (const wrong of ['1234567890123', 'abc', '85073003328', ' ', `${freshNumber()}00`]) {
    t.equal(await refused(replace(number, wrong)), 'invalid-uitpas-number', wrong);
  }

  t.same(await cardsOf(id), [{ number, status: 'ACTIVE' }]);
  t.equal(await versionOf(id), 1);
});

t.test('a new number does not tell that it was that of an opportunity pass', async (t) => {
  const [poor, first, second] = [await holderWith(), await holderWith(), await holderWith()];
  const [old, unknown] = [freshNumber(), freshNumber()];
  const welfare = testCaller(core, 'welfare', { discreet: true });
  await addAlias(core, welfare, { passholderId: poor.id, number: old, isDiscreet: true });

  const warned = refused(
    replaceCard(core, welfare, { card: first.number, newNumber: old, command: null }),
  );
  t.equal(await warned, 'pass-number-taken', 'who may resolve it is told');
  const given = await replace(first.number, old);
  const other = await replace(second.number, unknown);

  const masked = { uitpasNumber: '', passholderId: '', replacedUitpasNumber: '' };
  t.same({ ...given, ...masked }, { ...other, ...masked });
  t.match((await ask(old)).facts.holder, { id: first.id }, 'the card that has it goes before');
});

t.test('a card that is not of a holder here can be neither blocked nor replaced', async (t) => {
  const elsewhere = freshNumber();
  await addHolder(core, { cardSystemId: 2, municipality: 'mechelen', number: elsewhere });
  const stock = await stockCard();

  t.equal(await refused(block(freshNumber())), 'pass-not-found');
  t.equal(await refused(block(elsewhere)), 'pass-of-another-card-system');
  t.equal(await refused(replace(elsewhere, freshNumber())), 'pass-of-another-card-system');
  t.equal(await refused(block(stock.number)), 'invalid-card-status');
  t.equal(await refused(replace(stock.number, freshNumber())), 'invalid-card-status');
});

t.test('a card that was replaced is not replaced again', async (t) => {
  const { number } = await holderWith();
  await replace(number, freshNumber());

  t.equal(await refused(replace(number, freshNumber())), 'pass-already-replaced');
});

t.test('the same command again answers the same and changes nothing', async (t) => {
  const { number, id } = await holderWith();
  const [fresh, command] = [freshNumber(), newKey()];
  const first = await replace(number, fresh, command);

  const again = await replace(number, fresh, command);

  t.same(again, first);
  t.equal((await cardsOf(id)).length, 2);
  t.equal(await versionOf(id), 2);
  const blocking = newKey();
  t.same(await block(fresh, blocking), await block(fresh, blocking));
});

t.test('a command by an old number answers the same after the card was replaced', async (t) => {
  const { number, id } = await holderWith();
  await addAlias(core, library, { passholderId: id, number: 'LIER 12', isDiscreet: false });
  const command = newKey();
  const first = await block('lier-12', command);
  await replace(number, freshNumber());

  const again = await block('LIER12', command);

  t.equal(first.uitpasNumber, number);
  t.same(again, first, 'not the card that the old number finds now');
});

t.test('a key that came with something else is refused', async (t) => {
  const [one, other] = [await holderWith(), await holderWith()];
  const command = newKey('block one');
  await block(one.number, command);

  t.equal(
    await refused(block(other.number, { ...command, hash: 'block other' })),
    'idempotency-key-reused',
  );
  t.equal(await refused(replace(one.number, freshNumber(), command)), 'idempotency-key-reused');
  t.match(await cardsOf(other.id), [{ status: 'ACTIVE' }]);
});

t.test('a refused command is not remembered: it may succeed later', async (t) => {
  const { number } = await holderWith();
  const [taken, command] = [await holderWith(), newKey()];
  t.equal(await refused(replace(number, taken.number, command)), 'card-not-in-stock');

  const replaced = await replace(number, freshNumber(), { ...command, hash: 'another card' });

  t.equal(replaced.status, 'ACTIVE');
});

t.test('of 64 replacements at once one gives a new card', async (t) => {
  const { number, id } = await holderWith();
  const numbers = Array.from({ length: 64 }, freshNumber);

  const answers = await Promise.all(numbers.map((one) => refused(replace(number, one, newKey()))));

  t.equal(answers.filter((answer) => answer === 'done').length, 1);
  t.equal(answers.filter((answer) => answer === 'pass-already-replaced').length, 63);
  t.equal((await cardsOf(id)).length, 2);
  const claimed = await core.asOwner('select 1 from core.card_directory where number = any ($1)', [
    numbers,
  ]);
  t.equal(claimed.length, 1, 'a number that was not given is still free');
});

t.test('of 64 the same commands at once all answer the one card', async (t) => {
  const { number, id } = await holderWith();
  const [fresh, command] = [freshNumber(), newKey()];

  const answers = await Promise.all(
    Array.from({ length: 64 }, () => replace(number, fresh, command)),
  );

  t.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
  t.equal((await cardsOf(id)).length, 2);
});

t.test('of 32 holders who ask for one card at once one gets it', async (t) => {
  const holders = await Promise.all(Array.from({ length: 32 }, () => holderWith()));
  const fresh = await stockCard();

  const answers = await Promise.all(
    holders.map(({ number }) => refused(replace(number, fresh.number, newKey()))),
  );

  t.equal(answers.filter((answer) => answer === 'done').length, 1);
  t.equal(answers.filter((answer) => answer === 'card-not-in-stock').length, 31);
  const active = await core.asOwner(
    "select 1 from core.card where status = 'ACTIVE' and passholder_id = any ($1)",
    [holders.map(({ id }) => id)],
  );
  t.equal(active.length, 32, 'who did not get it keeps the old one');
});
