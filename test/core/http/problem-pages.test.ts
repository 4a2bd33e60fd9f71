import { createHash } from 'node:crypto';
import t from 'tap';
import { openApp } from './open-app.ts';

t.test('the type of a problem of ours leads to a page in English and Dutch', async (t) => {
  const app = await openApp(t);

  const page = await app.inject('/problems/insz-not-in-url');

  t.equal(page.statusCode, 200);
  t.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  t.match(page.body, '<html lang="en">');
  t.match(page.body, '<h1>National number in the address</h1>');
  t.match(page.body, '<section lang="nl">');
  t.match(page.body, '<code>POST /api/passholders/search</code>');
});

t.test('the page of a problem shows what the person at the desk reads', async (t) => {
  const app = await openApp(t);

  const page = await app.inject('/problems/pass-not-found');

  t.match(page.body, 'Deze pas is niet gekend.');
  t.match(page.body, 'https://api.publiq.be/probs/uitpas/pass-not-found');
});

t.test('the style of a page is the only thing that its policy lets in', async (t) => {
  const app = await openApp(t);

  const { body, headers } = await app.inject('/problems/internal-error');

  const style = /<style>(.*)<\/style>/.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  t.equal(headers['content-security-policy'], `default-src 'none'; style-src 'sha256-${hash}'`);
});

t.test('all problems are listed, and every link of the list leads somewhere', async (t) => {
  const app = await openApp(t);

  const list = await app.inject('/problems');
  const links = [...list.body.matchAll(/href="(\/problems\/[^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );

  t.ok(links.length > 20);
  for (const link of links) t.equal((await app.inject(link)).statusCode, 200, link);
  t.equal((await app.inject('/problems/nothing')).statusCode, 404);
});
