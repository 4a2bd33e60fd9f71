import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CataloguedProblem, ProblemCatalogue } from './problem-catalogue.ts';
import { urlNotFound } from './problems.ts';

const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}' +
  'code{overflow-wrap:anywhere}dt{font-weight:bold;margin-top:1rem}dd{margin:0}';

const styleHash = createHash('sha256').update(style).digest('base64');

/** The page that the type of a problem leads to, in English and Dutch, and the list of all. */
export function addProblemPages(app: FastifyInstance, catalogue: ProblemCatalogue): void {
  app.get('/problems', async (_request, reply) => sendPage(reply, listPage(catalogue)));
  app.get<{ Params: { name: string } }>('/problems/:name', async ({ params }, reply) => {
    const problem = catalogue.named(params.name);
    if (!problem) throw urlNotFound();
    return sendPage(reply, problemPage(problem));
  });
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('content-security-policy', `default-src 'none'; style-src 'sha256-${styleHash}'`)
    .type('text/html; charset=utf-8')
    .send(html);
}

function problemPage({ kind, type }: CataloguedProblem): string {
  const { status, title, explanation, endUserMessage } = kind.definition;
  const message = endUserMessage
    ? `<dt>Aan de balie <span lang="en">(at the desk)</span></dt><dd>${escape(endUserMessage.nl)}</dd>`
    : '';
  return page(
    title,
    `<p>${paragraph(explanation)}</p>
<p>Nothing was changed by a request that was answered with this.</p>
<dl><dt>Type</dt><dd><code>${escape(type)}</code></dd><dt>Status</dt><dd>${status}</dd></dl>
<section lang="nl">
<h2>In het Nederlands</h2>
<p>Deze pagina legt uit waarom een aanvraag werd geweigerd. Er is niets gewijzigd.</p>
<dl>${message}<dt>Soort</dt><dd><code>${escape(type)}</code></dd></dl>
</section>
<p><a href="/problems">All problems · <span lang="nl">Alle problemen</span></a></p>`,
  );
}

function listPage(catalogue: ProblemCatalogue): string {
  const items = catalogue.problems.map(({ kind }) => {
    const { name, title } = kind.definition;
    return `<li><a href="/problems/${escape(name)}">${escape(title)}</a></li>`;
  });
  return page(
    'Problems',
    `<p>Every way in which this API refuses a request.</p>
<p lang="nl">Alle manieren waarop deze API een aanvraag weigert.</p>
<ul>${items.join('\n')}</ul>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} - Pasklaar</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** The texts of the catalogue mark code as Markdown does. */
function paragraph(text: string): string {
  return escape(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
