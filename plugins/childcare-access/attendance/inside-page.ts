import { clockAt } from '../../../core/contract/period.ts';
import { dutchDay } from '../dutch-day.ts';
import type { Inside } from './who-is-inside.ts';

const STYLE =
  'body{font:16px/1.4 sans-serif;margin:2em}table{border-collapse:collapse;width:100%}' +
  'th,td{border:1px solid #555;padding:.4em .6em;text-align:left}thead{display:table-header-group}' +
  'tr{break-inside:avoid}';

/** The list of who is inside, as a page to print and take along when everybody has to leave. */
export function insidePage({ children, location }: Inside, now: number): string {
  const { day, time } = clockAt(now);
  const rows = children.map(({ allergies, firstName, group, lastName, since }) => {
    const cells = [
      `${lastName} ${firstName}`.trim(),
      group ?? '',
      clockAt(since).time,
      allergies ?? '',
    ];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}<td></td></tr>`;
  });
  const name = escapeHtml(location.settings.name);
  return `<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>Aanwezig: ${name}</title><style>${STYLE}</style></head>
<body>
<h1>Aanwezig: ${name}</h1>
<p>${dutchDay(day)} om ${time}: ${children.length} ${
    children.length === 1 ? 'kind' : 'kinderen'
  }</p>
<table>
<thead><tr><th>Naam</th><th>Groep</th><th>Sinds</th><th>Allergie</th><th>Gezien</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
