import type { CataloguedProblem, ProblemCatalogue } from './problem-catalogue.ts';

/** Writes docs/problems.md out of the catalogue; a test holds the two equal. */
export function writeProblemsDocument(catalogue: ProblemCatalogue): string {
  const byPlugin = Map.groupBy(catalogue.problems, ({ plugin }) => plugin);
  const sections = [...byPlugin].map(([plugin, problems]) => {
    const title = plugin === null ? 'Core' : `Plugin ${plugin}`;
    return `## ${title}\n\n${problems.map(entryOf).join('\n\n')}\n`;
  });
  return `# Problems

Every refusal is an RFC 9457 \`application/problem+json\`: \`type\` says which kind for machines,
\`title\` and \`detail\` say it for developers, \`endUserMessage\` for the person at the desk, and
\`jsonPointer\` points to the wrong part of the body. Nothing was changed by a request that was
answered with a problem. Where UiTPAS has the problem its published type is used, and the status
that UiTPAS publishes for the call; the others are pages of this server.

Written by \`npm run docs\` out of the \`problems.ts\` of each folder.

${sections.join('\n')}`;
}

function entryOf({ type, kind }: CataloguedProblem): string {
  const { name, status, title, explanation, endUserMessage } = kind.definition;
  const message = endUserMessage ? `\n\nAt the desk: “${endUserMessage.nl}”` : '';
  return `### ${name}\n\n**${status} ${title}** · \`${type}\`\n\n${explanation}${message}`;
}
