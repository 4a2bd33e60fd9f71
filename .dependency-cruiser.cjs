// Who may import whom. Typed imports count like any other. test/boundaries.test.ts plants a
// violation of each rule and sees it caught.

/** A package, wherever it is installed. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** What a pure rule must do without: the database, the web, the queue and the machine. */
const impure = [
  packages('@mikro-orm/[^/]+', 'pg', 'fastify', '@fastify/[^/]+', 'bullmq', 'ioredis'),
  '^(node:)?(fs|net|http|https|child_process|worker_threads|crypto|process)(/|$)',
];

/** The rules of the domain: files named so, or after what a rule does. */
const rules = [
  '-rules\\.ts$',
  '^core/[^/]+/(choose|combine|decide|judge|pay-part|price|quote|split)[^/]*\\.ts$',
  '^core/billing/(book-fact|distribution-key|ledger-laws|order-entries|reverse-fact|round-cash)\\.ts$',
  '^core/contract/(cells|money|name-casing|national-number|period|text)\\.ts$',
  '^core/events/calendar-windows\\.ts$',
  '^core/passes/(chip|pass)-number\\.ts$',
  '^core/reports/report-period\\.ts$',
];

module.exports = {
  forbidden: [
    {
      name: 'plugin-stands-alone',
      comment: 'A plugin imports the contract, itself, typebox and @mikro-orm/core: nothing else.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/', pathNot: '^plugins/[^/]+/test/' },
      to: {
        pathNot: ['^core/contract/', '^plugins/$1/', packages('typebox', '@mikro-orm/core')],
      },
    },
    {
      name: 'contract-is-the-bottom',
      comment: 'The contract imports itself, typebox, @mikro-orm/core and stdnum: nothing of core.',
      severity: 'error',
      from: { path: '^core/contract/' },
      to: { pathNot: ['^core/contract/', packages('typebox', '@mikro-orm/core', 'stdnum')] },
    },
    {
      name: 'core-knows-no-plugin',
      comment: 'Plugins are found on disk at boot; a core that names one has two places to change.',
      severity: 'error',
      from: { path: '^(core|config|bench)/' },
      to: { path: '^plugins/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'A rule decides on what it is given: no database, no web, no files.',
      severity: 'error',
      from: { path: rules, pathNot: '^(test|core/http)/' },
      to: { path: impure },
    },
    {
      name: 'nothing-leans-on-tests',
      comment: 'The product runs without its tests and its bench.',
      severity: 'error',
      from: { path: '^(core|config|plugins)/', pathNot: '^plugins/[^/]+/test/' },
      to: { path: ['^(test|bench)/', '^plugins/[^/]+/test/'] },
    },
    {
      name: 'product-needs-no-tools',
      comment: 'What runs at a town is under dependencies, not under devDependencies.',
      severity: 'error',
      from: { path: '^(core|config|plugins)/', pathNot: '^plugins/[^/]+/test/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'What goes in circles cannot be read from the top.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-exists',
      comment: 'An import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API: without this parser nothing would be read, in silence.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)(node_modules/\\.cache|dist|\\.data|\\.tap)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.d.ts'],
    },
  },
};
