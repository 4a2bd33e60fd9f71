#!/usr/bin/env node
/**
 * The door of the command line. Plain JavaScript for any Node from 18: Pasklaar itself needs
 * Node 26, which `npm ci` puts in the project's node_modules. This file finds it from its own
 * place, runs `core/cli.ts` with it in the caller's folder, and ends as that ends.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const requiredMajor = 26;
/** In MB: what a request leaves is collected seldom, and little of it was moved before. */
const nodeFlags = ['--max-semi-space-size=64'];

/** @returns {string | undefined} the path of a Node that can run Pasklaar */
function findNode() {
  const installed = path.join(root, 'node_modules', '.bin', 'node');
  if (existsSync(installed)) return installed;
  const ownMajor = Number(process.versions.node.split('.')[0]);
  return ownMajor >= requiredMajor ? process.execPath : undefined;
}

/** @param {string} node */
function run(node) {
  const args = [...nodeFlags, path.join(root, 'core', 'cli.ts'), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit' });

  // A terminal sends Ctrl-C to every process in it. A second one from here would be taken for an
  // impatient user, so it is only caught. Where there is no terminal it is passed on.
  const isInTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGINT', () => isInTerminal || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  // npx gives a signal to the shell between it and this process, which dies of it and tells nobody.
  if (process.env.npm_command !== undefined) onceOrphaned(() => child.kill('SIGTERM'));

  child.on('error', (error) => {
    console.error(`pasklaar: ${node} cannot be run (${error.message}): run \`npm ci\` first`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Only reached for a signal that does not end this process.
    process.exitCode = 128 + constants.signals[signal];
  });
}

/** @param {() => void} act called when the process that started this one has ended */
function onceOrphaned(act) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 200);
  watch.unref();
}

const node = findNode();
if (node === undefined) {
  console.error(
    `pasklaar: Node ${requiredMajor} is not installed in ${root}: run \`npm ci\` first`,
  );
  process.exit(2);
}
run(node);
