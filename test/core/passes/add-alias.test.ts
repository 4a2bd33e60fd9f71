import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Problem } from '../../../core/contract/problem.ts';
import { refusalOf } from '../../../core/database/refusal.ts';
import { addAlias } from '../../../core/passes/add-alias.ts';
import { replaceCard } from '../../../core/passes/replace-card.ts';
import { checkRights } from '../../../core/rights/check-rights.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const core = await openTestCore(t, testInstallation());
const library = testCaller(core, 'library');
const welfare = testCaller(core, 'welfare', { discreet: true });

const { passholderId } = await addHolder(core, { number: '0914603487671' });
const { passholderId: otherId } = await addHolder(core, { number: '0917198435211' });

const add = (number: string, isDiscreet = false, holder = passholderId) =>
  addAlias(core, library, { passholderId: holder, number, isDiscreet });
const ask = (card: string, caller = library) =>
  checkRights(core, caller, { card, eventId: null, place: null, at: core.now() });

async function refused(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    return error instanceof Problem ? error.definition.name : (refusalOf(error)?.name ?? '?');
  }
  return 'done';
}

t.test('an old number finds the holder, however it is typed', async (t) => {
  await add('BIB 0042');

  for (const typed of ['BIB0042', 'bib-0042', ' bib 00.42 ']) {
    t.equal((await ask(typed)).facts.holder?.id, passholderId, typed);
  }
});

t.test('a number that betrays poverty is unknown but to who may resolve it', async (t) => {
  await add('GP100000', true);

  t.equal(await refused(ask('GP100000')), 'pass-not-found');
  t.equal((await ask('GP100000', welfare)).facts.holder?.id, passholderId);
  const replacement = { card: 'GP100000', newNumber: '0945300917909', command: null };
  t.equal(await refused(replaceCard(core, library, replacement)), 'pass-not-found');
});

t.test('only the town of a holder adds an old number', async (t) => {
  const nijlen = testCaller(core, 'library', { municipality: 'nijlen', discreet: true });
  const alias = { passholderId, number: 'NIJLEN1', isDiscreet: false };

  t.equal(await refused(addAlias(core, nijlen, alias)), 'passholder-not-found');
  t.equal(await refused(ask('NIJLEN1')), 'pass-not-found');
});

t.test('an old number finds the new card after a replacement', async (t) => {
  const [number, newNumber] = ['0941612477609', '0957781037099'];
  const { passholderId: holder } = await addHolder(core, { number });
  await add('OUD7', false, holder);

  await replaceCard(core, library, { card: 'OUD7', newNumber, command: null });

  t.equal((await ask('OUD7')).facts.card.number, newNumber);
  t.equal((await ask(number)).facts.card.status, 'BLOCKED');
});

t.test('the same old number again changes at most its discretion', async (t) => {
  await add('X1');
  await add('X1');
  await add('X1', true);

  t.equal(await refused(ask('X1')), 'pass-not-found');
  const aliases = await core.asOwner("select 1 from core.card_alias where number = 'X1'");
  t.equal(aliases.length, 1);
});

t.test('a number that exists cannot become an old number of somebody else', async (t) => {
  await add('X2');

  t.equal(await refused(add('X2', false, otherId)), 'pass-number-taken');
  t.equal(await refused(add('0917198435211')), 'pass-number-taken');
  await add('X4', true);
  t.equal(await refused(add('X4', true, otherId)), 'pass-number-taken', 'discreet ones too');
  t.equal(await refused(add('X4', false, otherId)), 'pass-number-taken');
  t.equal(await refused(add('X3', false, randomUUID())), 'passholder-not-found');
});
