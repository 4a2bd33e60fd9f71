import { cruiseImports } from './cruise-imports.ts';
import { projectRoot, staleProjects } from './project-files.ts';

/* The architecture part of `npm run check`: who imports whom, and the projects that enforce it. */

const { violations, files } = await cruiseImports(projectRoot);
const stale = await staleProjects(projectRoot);
for (const violation of violations) console.log(violation);
for (const file of stale) {
  console.log(`stale-project: ${file} (run: node test/architecture/write-projects.ts)`);
}
console.log(`${files} files, ${violations.length + stale.length} violations`);
if (violations.length + stale.length > 0) process.exitCode = 1;
