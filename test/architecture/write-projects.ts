import fs from 'node:fs';
import path from 'node:path';
import { projectFiles, projectRoot } from './project-files.ts';

/*
 * Writes the tsconfig.json of every part of the tree, after a plugin was added or removed:
 * node test/architecture/write-projects.ts
 */

for (const [file, text] of await projectFiles(projectRoot)) {
  fs.writeFileSync(path.join(projectRoot, file), text);
}
