import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import autocannon from 'autocannon';

/** Requests or transactions per second. */
export type Rate = number;

/** One request of the load, made anew each time. */
export type NextRequest = () => { path: string; body?: string };

/** Sends requests over 32 connections for a while; answers how many per second were 2xx. */
export async function measureHttp(options: {
  url: string;
  seconds: number;
  token: string;
  method: 'GET' | 'POST';
  next: NextRequest;
}): Promise<Rate> {
  const { url, seconds, token, method, next } = options;
  const result = await autocannon({
    url,
    connections: 32,
    duration: seconds,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    requests: [
      {
        method,
        setupRequest: (request) => Object.assign(request, next()),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} answers were refusals, ${result.errors} were errors`);
  }
  return result['2xx'] / result.duration;
}

/**
 * The same statement as fast as PostgreSQL can: `pgbench -M prepared -c 10`.
 *
 * @throws Error when there is no pgbench (Debian: postgresql-contrib)
 */
export async function measurePgbench(options: {
  databaseUrl: string;
  seconds: number;
  script: string;
  folder: string;
}): Promise<Rate> {
  const { databaseUrl, seconds, script, folder } = options;
  const file = path.join(folder, 'script.sql');
  await writeFile(file, script);
  const output = await run('pgbench', [
    '-M',
    'prepared',
    '-c',
    '10',
    '-j',
    '2',
    '-n',
    '-T',
    String(seconds),
    '-f',
    file,
    databaseUrl,
  ]);
  const failed = /number of failed transactions: (\d+)/.exec(output)?.[1] ?? '0';
  const rate = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
  if (failed !== '0' || !(rate > 0)) throw new Error(`pgbench failed:\n${output}`);
  return rate;
}

/** Runs a program and answers what it printed. */
export async function run(command: string, parameters: readonly string[]): Promise<string> {
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ended with ${code}:\n${output}`));
    });
  });
}

/** The middle one of the figures, or what lies between the middle two. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
