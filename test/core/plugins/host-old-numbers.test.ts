import t from 'tap';
import type { OldNumber } from '../../../core/contract/passholder.ts';
import { passNumberTaken } from '../../../core/passes/problems.ts';
import { passholderNotFound } from '../../../core/roles/problems.ts';
import { addHolder } from '../../fixtures/open-core.ts';
import { openClub } from './open-club.ts';

const { core, asClub } = await openClub(t);
const els = await addHolder(core, { number: '0900000000001', chipNumber: '04A1B2C3D4E5F6' });
const rik = await addHolder(core, { number: '0900000000002' });
const outsider = await addHolder(core, { number: '0900000000003', municipality: 'nijlen' });

const fit = (...wanted: OldNumber[]) => asClub((host) => host.oldNumbers.fit(wanted));
const add = (wanted: OldNumber, isDiscreet: boolean) =>
  asClub((host) => host.oldNumbers.add(wanted, isDiscreet));
const ofEls = (number: string): OldNumber => ({ passholderId: els.passholderId, number });
const ofRik = (number: string): OldNumber => ({ passholderId: rik.passholderId, number });

t.test('a number is added once, however it is written', async (t) => {
  t.same(await fit(ofEls('gp 100.000'), ofEls('')).catch(() => 'refused'), 'refused');
  t.same(await fit(), []);
  t.same(await fit(ofEls('gp 100.000')), [true]);
  await add(ofEls('gp 100.000'), true);
  await add(ofEls('GP100000'), true);

  t.same(
    await core.asOwner('select number, passholder_id as holder, is_discreet from core.card_alias'),
    [{ number: 'GP100000', holder: els.passholderId, is_discreet: true }],
  );
  t.same(await core.asOwner("select from core.card_directory where number = 'GP100000'"), []);
});

t.test(
  'a number of somebody else, of a card, or for who is of elsewhere does not fit',
  async (t) => {
    t.same(
      await fit(
        ofEls('GP100000'),
        ofRik('GP100000'),
        ofRik('0900000000001'),
        ofRik('04A1B2C3D4E5F6'),
        { passholderId: outsider.passholderId, number: 'GP100001' },
        { passholderId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', number: 'GP100001' },
        ofRik('GP100001'),
      ),
      [true, false, false, false, false, false, true],
    );
  },
);

t.test('what does not fit is refused, and what the command did before is undone', async (t) => {
  const wrong = asClub(async (host) => {
    await host.oldNumbers.add(ofRik('GP100002'), false);
    await host.oldNumbers.add(ofRik('GP100000'), true);
  });
  await t.rejects(wrong, { message: passNumberTaken.definition.title });
  t.same(await fit(ofEls('GP100002')), [true]);

  const stranger = { passholderId: outsider.passholderId, number: 'GP100003' };
  await t.rejects(add(stranger, true), { message: passholderNotFound.definition.title });
});

t.test('one that is not discreet is in the directory', async (t) => {
  await add(ofRik('CLUB-7'), false);

  t.equal((await core.asOwner("select from core.card_directory where number = 'CLUB7'")).length, 1);
});
