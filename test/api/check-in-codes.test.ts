import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { makeCheckInCode, readCheckInCode } from '../../core/check-in-codes/check-in-code.ts';
import type { Calendar } from '../../core/events/calendar.ts';
import { readPdfQr, readSvgQr } from '../core/check-in-codes/read-qr.ts';
import { unzip } from '../core/http/unzip.ts';
import { openApi } from '../fixtures/open-api.ts';
import { codeOf } from './cases/events.ts';
import { addGroup } from './cases/grouppasses.ts';

const library = 'lier-library-desk';
const api = await openApi(t);

const scan = (passholderId: string, checkinCode: string, key: string = randomUUID()) =>
  api.as(library).post(`/passholders/${passholderId}/checkins`, { checkinCode }, { key });

async function linkOf(eventId: string, format?: string): Promise<string> {
  const query = format === undefined ? '' : `?format=${format}`;
  const path = `/events/${eventId}/qr-checkincodes/download-link${query}`;
  const answer = await api.as(library).get(path);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ downloadLink: string }>().downloadLink;
}

const fetchFile = (link: string) => api.app.inject(new URL(link).pathname);

t.test('a holder scans the printed code of an event, and saves a point', async (t) => {
  const [holder, eventId] = [await api.addHolder({ points: 4 }), await api.addEvent('library')];
  const page = await fetchFile(await linkOf(eventId));
  t.equal(page.headers['content-type'], 'application/pdf');
  const code = readPdfQr(page.rawPayload);
  t.match(readCheckInCode(api.core.keys, code), { eventId, cardSystemId: 1 });

  const saved = await scan(holder.passholderId, code);
  t.equal(saved.statusCode, 201);
  t.same(saved.json(), { addedPoints: 1, totalPoints: 5 });
});

t.test('the archive has the page and the picture, whole', async (t) => {
  const eventId = await api.addEvent('library', { title: 'Voorlezen (3+) \\ café €5' });
  const file = await fetchFile(await linkOf(eventId, 'zip'));
  t.equal(file.headers['content-type'], 'application/zip');
  const entries = new Map(unzip(file.rawPayload).map(({ name, content }) => [name, content]));
  t.same([...entries.keys()], ['check-in-code.pdf', 'check-in-code.svg']);
  const pdf = Buffer.from(entries.get('check-in-code.pdf') ?? []);
  t.match(pdf.toString('latin1'), 'Voorlezen \\(3+\\) \\\\ café ?5');
  const svg = readSvgQr(Buffer.from(entries.get('check-in-code.svg') ?? []).toString());
  t.equal(svg, readPdfQr(pdf));
  t.match(readCheckInCode(api.core.keys, svg), { eventId });
});

t.test('a link lasts five minutes, and nobody can make one', async (t) => {
  const link = await linkOf(await api.addEvent('library'));
  t.teardown(() => api.core.setNow('2026-11-20T10:00:00+01:00'));
  api.core.setNow('2026-11-20T10:05:00+01:00');
  t.equal((await fetchFile(link)).statusCode, 200);
  t.equal((await fetchFile(`${link.slice(0, -1)}_`)).statusCode, 404);
  api.core.setNow('2026-11-20T10:05:01+01:00');
  t.equal((await fetchFile(link)).statusCode, 404);
  const theirs = `/events/${await api.addEvent('sport')}/qr-checkincodes/download-link`;
  t.equal((await api.as(library).get(theirs)).statusCode, 403);
  t.equal((await api.as('lier-kiosk').get(theirs)).statusCode, 403);
});

t.test('a code is refused in words: unknown, over, or for somebody else', async (t) => {
  const [{ passholderId }, id] = [await api.addHolder(), await api.addEvent('library')];
  const code = codeOf(api, id);
  const elsewhere = makeCheckInCode(
    api.core.keys,
    { cardSystemId: 2, id, calendar: { type: 'PERMANENT' }, marginMinutes: 0 },
    { now: api.core.now() },
  );
  const nobody = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const mechelen = await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 });
  const lost = await api.addHolder({ cardStatus: 'BLOCKED' });
  const group = await addGroup(api);
  for (const [holder, asked, type] of [
    [passholderId, 'abcde123546', /checkin-code-invalid$/],
    [passholderId, `${code.slice(0, -4)}AAAA`, /checkin-code-invalid$/],
    [passholderId, elsewhere, /checkin-code-invalid$/],
    [nobody, code, /passholder-not-found$/],
    [mechelen.passholderId, code, /passholder-not-found$/],
    [lost.passholderId, code, /passholder-no-active-cardsystems$/],
    [group.id, code, /checkin-not-allowed$/],
  ] as const) {
    t.match((await scan(holder, asked)).json(), { status: 400, type });
  }
});

t.test('a code holds as long as its event, and a year at most', async (t) => {
  const now = Date.parse('2026-11-20T10:00:00+01:00');
  const until = (calendar: Calendar) => {
    const event = { cardSystemId: 1, id: randomUUID(), calendar, marginMinutes: 60 };
    const code = makeCheckInCode(api.core.keys, event, { now });
    return new Date(readCheckInCode(api.core.keys, code)?.until ?? 0).toISOString();
  };
  const hours = { opens: '14:00', closes: '16:00' };
  const dates = [
    { day: '2026-12-01', ...hours },
    { day: '2026-11-21', ...hours },
  ] as const;
  t.equal(until({ type: 'DATES', dates }), '2026-12-02T00:00:00.000Z');
  const period = { type: 'PERIODIC', from: '2026-01-01' } as const;
  t.equal(until({ ...period, until: '2026-11-30' }), '2026-12-01T00:00:00.000Z');
  t.equal(until({ ...period, until: '2030-01-01' }), '2027-11-20T23:00:00.000Z');
  t.equal(until({ type: 'PERMANENT' }), '2027-11-20T23:00:00.000Z');
});

t.test('the same scan sent again saves once, also when the code is over by then', async (t) => {
  const [{ passholderId }, id] = [await api.addHolder(), await api.addEvent('library')];
  const [code, key] = [codeOf(api, id), randomUUID()];
  const answers = await Promise.all(Array.from({ length: 8 }, () => scan(passholderId, code, key)));
  t.same(
    answers.map((answer) => answer.json<object>()),
    Array.from({ length: 8 }, () => ({ addedPoints: 1, totalPoints: 1 })),
  );
  t.teardown(() => api.core.setNow('2026-11-20T10:00:00+01:00'));
  api.core.setNow('2028-01-01T10:00:00+01:00');
  t.equal((await scan(passholderId, code, key)).statusCode, 201);
  const late = await scan(passholderId, code);
  t.match(late.json(), { status: 400, type: /checkin-code-expired$/ });
});

t.test('an event that was over before 1970 is none, and has no code that counts', async (t) => {
  const hours = { opens: '10:00', closes: '12:00' };
  const refused = async (calendar: object) => {
    const event = { title: 'Lezing', regularPriceCents: 0, calendar };
    const { jsonPointer, status } = (await api.as(library).post('/events', event)).json<{
      jsonPointer: string;
      status: number;
    }>();
    return `${status} ${jsonPointer}`;
  };
  const dates = [
    { day: '2026-11-20', ...hours },
    { day: '1969-12-31', ...hours },
  ];
  t.equal(await refused({ type: 'DATES', dates }), '400 /calendar/dates/1/day');
  const period = { type: 'PERIODIC', from: '1000-01-01', until: '1969-12-31' };
  t.equal(await refused(period), '400 /calendar/until');

  for (const until of ['1000-01-01', '1969-12-31', '1970-01-01']) {
    const calendar = { type: 'PERIODIC', from: '1000-01-01', until } as const;
    const eventId = await api.addEvent('library', { calendar });
    const page = await fetchFile(await linkOf(eventId));
    t.equal(page.statusCode, 200, until);
    const { passholderId } = await api.addHolder();
    const scanned = await scan(passholderId, readPdfQr(page.rawPayload));
    t.match(scanned.json(), { status: 400, type: /checkin-code-expired$/ });
  }
});
