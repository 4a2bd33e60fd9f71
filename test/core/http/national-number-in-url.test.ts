import { randomUUID } from 'node:crypto';
import t from 'tap';
import { hasNationalNumber } from '../../../core/http/national-number-in-url.ts';
import { openApp } from './open-app.ts';

const inTheWays = [
  '/api/insz-numbers/85073003328',
  '/api/insz-numbers/85.07.30-033.28',
  '/api/passholders?inszNumber=85073003328',
  '/api/passholders?inszNumber=85.07.30-033.28',
  '/api/passholders?inszNumber=85%2E07%2E30%2D033%2E28',
  '/api/passholders?inszNumber=85+07+30+033+28',
  '/api/passholders?inszNumber=850730/033-28',
  '/api/passholders?a=1&85073003328=x',
  '/api/passholders?q=Noor+85073003328',
  '/api/passholders?q=a?85073003328',
  '/85073003328.json',
  '/nowhere/00012556777',
  '/nowhere/85473003317',
];

t.test('a national number in an address is seen in every way of writing it', (t) => {
  for (const url of inTheWays) t.ok(hasNationalNumber(url), url);
  t.end();
});

t.test('other numbers in an address are not taken for one', (t) => {
  for (const url of [
    '/api/passes/0560002524314/rights',
    '/api/passes/04A1B2C3D4E580/rights?at=2026-11-20T10:00:00%2B01:00',
    '/api/insz-numbers/85073003329',
    '/api/organizers?start=0&limit=20',
    `/api/events/${randomUUID()}`,
    '/api/events/85073003-3284-4000-8000-000000000000',
    '/api/%E0%A4%A',
    '/',
  ]) {
    t.notOk(hasNationalNumber(url), url);
  }
  t.end();
});

t.test(
  'a national number is found however it is dressed up, and never inside another id',
  async (t) => {
    for (const text of ['x85073003328', '85073003328x', '85_07_30_033_28', '85.07.30--033.28']) {
      t.ok(hasNationalNumber(`/api/passes/${text}/rights`), text);
    }
    t.ok(hasNationalNumber(`/api/passes/${encodeURIComponent('８５０７３００３３２８')}/rights`));

    const ids = ['0a850730-0332-8abc-8def-a85073003328', 'A85073003328BC'];
    for (const id of ids) t.notOk(hasNationalNumber(`/api/passes/${id}/rights`), id);
  },
);

t.test('such a request is refused before all else, and neither echoed nor logged', async (t) => {
  const lines: string[] = [];
  const log = { level: 'trace', stream: { write: (line: string) => void lines.push(line) } };
  const app = await openApp(t, { log });

  for (const url of inTheWays) {
    const answer = await app.inject(url);
    t.equal(answer.statusCode, 400, url);
    t.equal(answer.json().type, '/problems/insz-not-in-url');
    t.notMatch(answer.body, /033/);
  }
  t.ok(lines.length >= inTheWays.length);
  for (const line of lines) {
    const { requestId, time, durationMs, ...told } = JSON.parse(line);
    t.ok(requestId && time && durationMs !== undefined);
    t.notMatch(JSON.stringify(told), /033|556|547/);
  }
});
