import type { OperationCase } from '../operation-case.ts';

/** Of Mechelen: Lier has no talent tickets. */
const youth = 'mechelen-youth';

/** A good call of each operation of the talent tickets. */
export const talentCases: readonly OperationCase[] = [
  '/talententickets/use',
  '/talententickets/exports/use?format=json',
  '/talententickets/exports/budgets?format=json',
].map((path) => ({
  operation: `get${path.replace(/\?.*$/, '').replaceAll('/', '-')}`,
  client: youth,
  status: 200,
  prepare: async () => ({ method: 'GET', path }),
}));
