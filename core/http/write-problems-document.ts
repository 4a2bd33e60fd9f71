import fs from 'node:fs';
import { discoverPlugins } from '../plugins/discover-plugins.ts';
import { ProblemCatalogue } from './problem-catalogue.ts';
import { writeProblemsDocument } from './problems-document.ts';

const plugins = await discoverPlugins(new URL('../../plugins/', import.meta.url));
const document = writeProblemsDocument(new ProblemCatalogue(plugins.values()));
fs.writeFileSync(new URL('../../docs/problems.md', import.meta.url), document);
