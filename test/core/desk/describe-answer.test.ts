import t from 'tap';
import { describeAnswer, formatEuro } from '../../../core/desk/describe-answer.ts';
import type { RightsAnswer } from '../../../core/rights/check-rights.ts';
import type { SeenRight } from '../../../core/rights/show-rights.ts';

const holder: NonNullable<RightsAnswer['facts']['holder']> = {
  id: 'a-holder',
  version: 1,
  municipalityId: 'lier',
  residenceId: 'lier',
  firstName: 'Noor',
  initial: 'P',
  birthDate: '1985-07-30',
  points: 3,
  partners: 0,
  children: 0,
  guardians: 0,
};
const card: RightsAnswer['facts']['card'] = {
  number: '0902244289853',
  chipNumber: null,
  status: 'ACTIVE',
};
const facts: RightsAnswer['facts'] = { card, holder, social: null, roles: [], event: null };
const answer: RightsAnswer = { facts, blocked: null, rights: [], price: null, asked: null };
const BLOCKED = { code: 'pass-blocked', nl: 'Deze pas is geblokkeerd.' };

/** Everything left out is of a plain right that is granted. */
function right(title: string, change: Partial<SeenRight['shown']> = {}): SeenRight {
  const shown = {
    right: 'swim:pool:enter',
    plugin: 'swim',
    role: 'turn-card',
    roleId: 'a-role',
    title: { nl: title },
    permit: true,
    validFrom: '2026-01-01',
    validUntil: '2027-03-01',
    remaining: null,
    reason: null,
    ...change,
  };
  return { shown, roleTitle: { nl: 'Zwemkaart' }, unit: null };
}

t.test('a clerk reads whose card it is, and its number as it is printed', async (t) => {
  const { name, number, points, refusal } = describeAnswer(answer, []);

  t.same(
    { name, number, points, refusal },
    {
      name: 'Noor P.',
      number: '0902 2442 8985 3',
      points: 3,
      refusal: null,
    },
  );
});

t.test('a card that nobody has yet, and a holder who was erased, have no name', async (t) => {
  const unused = { ...answer, facts: { ...facts, holder: null } };
  const erased = { ...answer, facts: { ...facts, holder: { ...holder, firstName: null } } };

  t.equal(describeAnswer(unused, []).name, 'Kaart zonder houder');
  t.equal(describeAnswer(erased, []).name, 'Naam niet bekend');
});

t.test('what is granted comes before what is not, with how long and how much', async (t) => {
  const usedUp = { permit: false, remaining: 0, reason: { code: 'x', nl: 'De beurten zijn op.' } };
  const { rights } = describeAnswer(answer, [
    right('Aqualessen volgen', usedUp),
    { ...right('Zwemmen', { remaining: 1 }), unit: 'turn' },
    { ...right('Eten', { remaining: 1250, validUntil: null }), unit: 'cent' },
  ]);

  t.same(rights, [
    { permit: true, title: 'Eten', role: 'Zwemkaart', remaining: 'nog €\u00a012,50', detail: null },
    {
      permit: true,
      title: 'Zwemmen',
      role: 'Zwemkaart',
      remaining: 'nog 1 beurt',
      detail: 'Geldig tot en met 1 maart 2027',
    },
    {
      permit: false,
      title: 'Aqualessen volgen',
      role: 'Zwemkaart',
      remaining: null,
      detail: 'De beurten zijn op.',
    },
  ]);
});

t.test('the reason of the card as a whole is said once', async (t) => {
  const refused = right('Zwemmen', { permit: false, reason: BLOCKED });

  const { refusal, rights } = describeAnswer({ ...answer, blocked: BLOCKED }, [refused]);

  t.equal(refusal, 'Deze pas is geblokkeerd.');
  t.equal(rights[0]?.detail, null);
});

t.test('a role that is shown by its outward name says that name once', async (t) => {
  const outward = { ...right('Voordeel'), roleTitle: { nl: 'Voordeel' } };

  t.equal(describeAnswer(answer, [outward]).rights[0]?.role, null);
});

t.test('nothing to pay is free', async (t) => {
  t.equal(formatEuro(0), 'gratis');
  t.equal(formatEuro(205), '€\u00a02,05');
});
