import { defineProblem } from '../contract/problem.ts';

export const reportNotFound = defineProblem({
  name: 'report-not-found',
  type: 'https://api.publiq.be/probs/uitpas/report-not-found',
  status: 404,
  title: 'Report not found',
  explanation:
    'The organizer has no report of this id, the link to it is over, or it is not (or no longer) ' +
    'available: a report is kept for a week.',
});
