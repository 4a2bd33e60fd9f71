import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { projectRoot } from '../../architecture/project-files.ts';

/*
 * A row that is locked for its key keeps everybody waiting who refers to it: a check-in and a sale
 * refer to the holder whose badge an import is writing. Keys never change here.
 */

const CODE = '{core,plugins}/**/*.{sql,ts}';
/** Rows that others refer to only after they took this very lock. */
const AMONG_THEMSELVES = [
  'core/rewards/change-reward.ts',
  // A stay, after all enrolments of its child; these, by their id; a day and
  // what was settled of it, to which nothing refers.
  'plugins/childcare-access/attendance/correct-attendance.ts',
  'plugins/childcare-access/enrolments/hold-enrolments.ts',
  'plugins/childcare-access/enrolments/hold-enrolments.ts',
  'plugins/childcare-access/money/days-to-settle.ts',
  'plugins/childcare-access/money/hold-lines.ts',
  'plugins/grabbelpas/activities/hold-activity.ts',
  'plugins/grabbelpas/attendance/attend-activity.ts',
  'plugins/sportpas/attend-lesson.ts',
  'plugins/sportpas/series-places.ts',
  'plugins/staff-card/clock-in-or-out.ts',
];
const LOCK_ON_KEY = /\bfor\s+update\b|PESSIMISTIC_(?:PARTIAL_)?WRITE/gi;

t.test('nobody locks a row against who only refers to it', async (t) => {
  const files = fs.globSync(CODE, { cwd: projectRoot });
  const texts = files.map((file) => {
    return [file, fs.readFileSync(path.join(projectRoot, file), 'utf8')] as const;
  });

  const locking = texts.flatMap(([file, text]) =>
    [...text.matchAll(LOCK_ON_KEY)].map(([lock]) => `${file}: ${lock}`),
  );

  t.ok(
    texts.some(([, text]) => /\bfor no key update\b/.test(text)),
    'locks are looked at',
  );
  const known = AMONG_THEMSELVES.map((file) => `${file}: PESSIMISTIC_WRITE`);
  t.same(locking.toSorted(), known, 'write: for no key update');
});
