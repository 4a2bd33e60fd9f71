import type { TalentConfig } from '../config.ts';

/** The talent tickets of Mechelen. */
export const mechelen: TalentConfig = {
  department: 'youth',
  clubs: ['judo-club', 'summer-camps'],
  tickets: { first: 2000, second: 2000, third: 1000 },
  ages: { from: 5, until: 15 },
  lapsesOn: '03-31',
  rest: 'stays',
  firstYear: 2000,
  ageBands: [5, 8, 12],
};
