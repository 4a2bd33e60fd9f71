import { once } from 'node:events';
import fs from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import t from 'tap';
import {
  isPostmasterOf,
  readPostmasterFile,
} from '../../core/database/embedded/postmaster-file.ts';
import { makeDataFolder, runCommand, type RunningServer, startServer } from './running-server.ts';

const municipalities = path.resolve(import.meta.dirname, '../../config/municipalities');

t.test('a server on its own data', async (suite) => {
  const dataFolder = makeDataFolder(suite);
  const configFolder = path.join(dataFolder, 'municipalities');
  fs.cpSync(municipalities, configFolder, { recursive: true });
  const env = { PASKLAAR_CONFIG_DIR: configFolder };
  const pgFolder = path.join(fs.realpathSync(dataFolder), 'pg');
  const isDatabaseRunning = (): boolean => {
    const postmaster = readPostmasterFile(pgFolder);
    return postmaster !== undefined && isPostmasterOf(pgFolder, postmaster.pid);
  };

  let server = await startServer(suite, dataFolder, env);
  const { demo } = server;
  const [pass] = demo.passes;
  const event = demo.events.find(({ title }) => title === 'Auteurslezing');
  const pointsOf = async (): Promise<number> => {
    const response = await server.ask('lier-library-desk', `/passes/${pass?.number}/rights`);
    return ((await response.json()) as { points: number }).points;
  };
  const savePoint = async (): Promise<number> => {
    const body = { eventId: event?.id, uitpasNumber: pass?.number };
    return (await server.ask('lier-library-desk', '/checkins', body)).status;
  };

  await suite.test('its first start makes the demo, and says what to try', async (t) => {
    t.match(server.output(), new RegExp(`${pass?.number} +four roles at once`));
    t.match(server.output(), new RegExp(`runs at \\S+ \\(process ${server.child.pid}, in `));
    t.match(server.output(), /lier-library-desk +\S{32}/);
    t.equal((await fetch(`${server.address}/readyz`)).status, 200);
    t.equal(await pointsOf(), pass?.points);
  });

  await suite.test('its requests do not scroll the welcome away', async (t) => {
    t.notMatch(server.output(), /"msg":"answered"/);
    t.match(server.output(), /To stop: Ctrl-C\.\n$/, 'that is the last that is said');
    const log = path.join(dataFolder, 'requests.log');
    t.match(server.output(), /requests\.log/);
    // A line is written after its answer is sent.
    while (!/"route":"\/api\/passes\/:number\/rights"/.test(fs.readFileSync(log, 'utf8'))) {
      await fetch(`${server.address}/readyz`);
    }
    t.equal(fs.statSync(log).mode % 0o100, 0);
  });

  await suite.test('its secrets are readable for its owner only', async (t) => {
    const secrets = fs.readdirSync(dataFolder).filter((name) => /json|secret$/.test(name));

    t.strictSame(
      secrets.filter((name) => fs.statSync(path.join(dataFolder, name)).mode % 0o100 !== 0),
      [],
    );
    t.ok(secrets.includes('database-passwords.json') && secrets.includes('demo.json'));
  });

  await suite.test('a second start says where the first one runs', async (t) => {
    const second = await runCommand(t, ['start'], {
      env: { DATA_DIR: dataFolder, ...env },
    });

    t.equal(second.code, 1);
    t.match(second.output, `already running at ${server.address} (pid ${server.child.pid})`);
  });

  await suite.test('a wrong new configuration is refused, a right one is taken over', async (t) => {
    const file = path.join(configFolder, 'lier.yaml');
    const right = fs.readFileSync(file, 'utf8');
    const nameOfLibrary = async (): Promise<string | undefined> => {
      const response = await server.ask('lier-library-desk', '/organizers?limit=50');
      const { member } = (await response.json()) as { member: { name: string }[] };
      return member.map(({ name }) => name).find((name) => /bib/i.test(name));
    };

    fs.writeFileSync(file, right.replace('sportpas:', 'sportpass:'));
    server.child.kill('SIGHUP');
    await server.said(
      /^the configuration was refused, the old one stays:\n\S+lier\.yaml:\d+:\d+ .*sportpas/m,
    );
    t.equal(await nameOfLibrary(), 'Bibliotheek');

    fs.writeFileSync(file, right.replace('name: Bibliotheek', 'name: De nieuwe bib'));
    server.child.kill('SIGHUP');
    await server.said(/the configuration was replaced/);
    t.equal(await nameOfLibrary(), 'De nieuwe bib');
  });

  await suite.test('after kill -9 it starts again, and has lost nothing', async (t) => {
    t.equal(await savePoint(), 201);
    const before = await pointsOf();

    server.child.kill('SIGKILL');
    await server.ended;
    t.ok(isDatabaseRunning(), 'the database was left running');
    server = await startServer(suite, dataFolder, env);

    t.equal(await pointsOf(), before);
    t.equal(await savePoint(), 201);
  });

  await suite.test(
    'whose PostgreSQL was killed, ends and says so; started again, it works',
    async (t) => {
      const postmaster = readPostmasterFile(pgFolder);
      process.kill(postmaster?.pid ?? 0, 'SIGKILL');

      t.strictSame(await server.ended, { code: 1, signal: null });
      t.match(server.output(), /its PostgreSQL is gone: start it again/);
      server = await startServer(suite, dataFolder, env);
      t.equal(await savePoint(), 201);
    },
  );

  await suite.test('the command line works beside it', async (t) => {
    const told = await runCommand(t, ['demo', '--json'], {
      env: { DATA_DIR: dataFolder, ...env },
    });
    const verified = await runCommand(t, ['verify'], {
      env: { DATA_DIR: dataFolder, ...env },
    });

    const cards = await runCommand(t, ['make-cards', '3', '--municipality', 'lier'], {
      env: { DATA_DIR: dataFolder, ...env },
    });

    const run = async (...args: string[]) =>
      runCommand(t, ['run-job', ...args], { env: { DATA_DIR: dataFolder, ...env } });
    const job = 'talententickets.give-budgets';

    t.match(cards, { code: 0, output: /^(?:\d{13}\n){3}$/ });
    t.match(await run(), {
      code: 0,
      output: /^talententickets\.give-budgets \(every \d+ minutes?\)/m,
    });
    t.match(await run(job), { code: 0, output: `${job}: done for mechelen\n` });
    t.match(await run('no-such'), { code: 2, output: /there is no job no-such/ });
    t.match(await run('give-budgets'), { code: 2, output: `Did you mean ${job}?` });
    t.match(await run('childcare-access.settle-day'), {
      code: 2,
      output: /is woken by commands.*childcare-access\.settle-days/s,
    });
    t.strictSame(JSON.parse(told.output), server.demo);
    t.match(verified, { code: 0, output: /^(?:all )?\d+ laws hold in 2 card systems/m });
  });

  await suite.test('SIGTERM ends it, and leaves no process', async (t) => {
    const body = JSON.stringify({ eventId: event?.id, uitpasNumber: pass?.number });
    const begun = await beginRequest(server, { path: '/checkins', body });

    server.child.kill('SIGTERM');
    await server.said(/stopping \(SIGTERM\)/);
    const answer = await begun.finish();

    t.match(answer, /^HTTP\/1\.1 201 /, 'what was under way is answered');
    t.strictSame(await server.ended, { code: 0, signal: null });
    await t.rejects(fetch(`${server.address}/livez`), 'nobody new is let in');
    t.notOk(isDatabaseRunning());
    t.match(server.output(), /stopping \(SIGTERM\)/);
    const told = await runCommand(t, ['demo'], { env: { DATA_DIR: dataFolder } });
    t.match(told, { code: 1, output: /no demo runs here: start it with `npm start`/ });
  });
});

interface Begun {
  /** Sends the rest, and answers all that comes back. */
  finish(): Promise<string>;
}

/** Sends a request but for the end of its body. */
async function beginRequest(
  server: RunningServer,
  { path: resource, body }: { path: string; body: string },
): Promise<Begun> {
  const { hostname, port } = new URL(server.address);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (part) => (text += String(part)));
  const ended = once(socket, 'close');
  const token = await server.tokenOf('lier-library-desk');
  const head = [
    `POST /api${resource} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Expect: 100-continue',
  ];
  const isTaken = once(socket, 'data');
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  // 100 Continue: the server has it.
  await isTaken;
  text = '';
  return {
    async finish() {
      socket.write(body);
      await ended;
      return text;
    },
  };
}
