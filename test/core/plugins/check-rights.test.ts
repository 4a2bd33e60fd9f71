import t from 'tap';
import { Type } from 'typebox';
import type { Right } from '../../../core/contract/facts.ts';
import type { AllowanceDefinition } from '../../../core/contract/role.ts';
import { checkRights } from '../../../core/plugins/check-rights.ts';

const title = { nl: 'Boeken' };
const loans: AllowanceDefinition<never> = { unit: 'turn', title, amount: () => 1, usedUp: title };

/** What is said of a plugin whose one role gives this right. */
function faultsOf(right: Right, allowances = { loans }): string[] {
  const reader = { title, visibility: 'public' as const, owner: () => 'library', allowances };
  const rights = (): Right[] => [right];
  return checkRights({ name: 'books', title, config: Type.Object({}), roles: { reader }, rights });
}

t.test('a right takes from an allowance that its role has, or from none', async (t) => {
  const borrow = { right: 'books:book:borrow' };

  t.same(faultsOf(borrow), []);
  t.same(faultsOf({ ...borrow, allowance: 'loans' }), []);
  t.same(faultsOf({ ...borrow, allowance: 'loan' }), [
    'gives reader the right books:book:borrow with the allowance loan: expected one of loans',
  ]);
  t.match(faultsOf({ ...borrow, allowance: 'loans' }, {} as never), [
    /with the allowance loans: expected none, as the role has none$/,
  ]);
});
