import { RefusalToStart } from './refusal-to-start.ts';

/** The Node that Pasklaar is written for; `npm ci` puts it in node_modules. */
const NODE_MAJOR = 26;

/** @throws RefusalToStart when this process runs on another Node */
export function requireNode(version = process.versions.node): void {
  const major = Number(version.split('.')[0]);
  if (major === NODE_MAJOR) return;
  throw new RefusalToStart(
    `this is Node ${version}, and Pasklaar runs on Node ${NODE_MAJOR}: run \`npm ci\`, which ` +
      'installs it in node_modules, and start with `npm start`',
  );
}
