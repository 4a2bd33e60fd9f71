import fs from 'node:fs';
import path from 'node:path';
import type { DemoDescription } from './describe-demo.ts';

/** Writes what a demo is to its data folder, for its owner only: it holds the clients' secrets. */
export function writeDemoFile(dataFolder: string, description: DemoDescription): void {
  const file = fileIn(dataFolder);
  fs.rmSync(`${file}.new`, { force: true });
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

/**
 * Reads what the demo of a data folder is, or was when it last ran; undefined when it never did.
 */
export function readDemoFile(dataFolder: string): DemoDescription | undefined {
  const file = fileIn(dataFolder);
  if (!fs.existsSync(file)) return undefined;
  return JSON.parse(fs.readFileSync(file, 'utf8')) as DemoDescription;
}

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, 'demo.json');
}
