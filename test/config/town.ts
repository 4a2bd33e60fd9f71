import { Type } from 'typebox';
import type { ConfigurationError } from '../../config/configuration-error.ts';
import { parseYaml, type YamlDocument } from '../../config/read-yaml.ts';
import { validateDocument } from '../../config/validate-document.ts';

const refersTo = (kind: string) =>
  Type.String({ pattern: '^[a-z][a-z0-9-]*$', 'x-reference': kind });
const organizer = Type.Object({
  kind: Type.Union([
    Type.Literal('department'),
    Type.Literal('association'),
    Type.Literal('partner'),
  ]),
  iban: Type.Optional(Type.String({ 'x-secret': true, pattern: '^BE[0-9]{14}$' })),
  mail: Type.Optional(Type.String({ format: 'email' })),
  enterpriseNumber: Type.Optional(Type.String({ format: 'enterprise-number' })),
  active: Type.Boolean({ default: true }),
});
const season = Type.Union([
  Type.Object({ kind: Type.Literal('year'), start: Type.String({ format: 'date' }) }),
  Type.Object({
    kind: Type.Literal('days'),
    days: Type.Integer({ minimum: 1 }),
    colour: Type.Optional(Type.Union([Type.Literal('red'), Type.Literal('green')])),
  }),
]);
const sportpas = Type.Object({
  owner: refersTo('organizer'),
  facilities: Type.Array(
    Type.Object({
      place: refersTo('place'),
      fee: Type.Integer({ minimum: 0, 'x-unit': 'cents' }),
    }),
    { default: [] },
  ),
  weights: Type.Optional(
    Type.Record(refersTo('party'), Type.Integer({ minimum: 0 }), {
      propertyNames: refersTo('party'),
    }),
  ),
  payer: Type.Optional(Type.Union([refersTo('legalEntity'), refersTo('party')])),
  payers: Type.Optional(
    Type.Record(Type.String(), Type.Integer(), {
      propertyNames: Type.Union([Type.Literal('residence'), refersTo('party')]),
    }),
  ),
  season: Type.Optional(season),
  open: Type.Optional(Type.Union([Type.Literal('always'), Type.Array(Type.String())])),
});

/** A small town with every construct that settings of real towns and plugins use. */
export const townSchema = Type.Object({
  name: Type.String({ description: 'the name of the town', minLength: 1 }),
  nisCode: Type.String({ pattern: '^[0-9]{5}$' }),
  postcodes: Type.Array(Type.String({ pattern: '^[0-9]{4}$' }), { minItems: 1, uniqueItems: true }),
  languages: Type.Array(Type.Union([Type.Literal('nl'), Type.Literal('fr')]), { default: ['nl'] }),
  organizers: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), organizer),
  pass: Type.Object({
    priceCents: Type.Integer({ minimum: 0, maximum: 10_000 }),
    share: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    days: Type.Integer({ default: 30 }),
    from: Type.Optional(Type.String({ format: 'date' })),
    opens: Type.Optional(Type.String({ pattern: '^[0-2][0-9]:[0-5][0-9]$' })),
  }),
  plugins: Type.Object({
    sportpas: Type.Optional(sportpas),
    jongerenkaart: Type.Optional(Type.Object({})),
  }),
});

/** A file that is right, to be made wrong one line at a time. */
export const town = `name: Lier
nisCode: "12021"
postcodes: ["2500"]
organizers:
  library: { kind: department }
  sports: { kind: department, iban: BE68539007547034 }
pass:
  priceCents: 500
plugins:
  jongerenkaart: {}
  sportpas:
    owner: sports
    facilities:
      - place: pool
        fee: 300
      - { place: hall, fee: 0 }
    weights: { library: 1, sports: 3 }
    payers: { residence: 40, solidary-pot: 20 }
    season: { kind: year, start: 2026-09-01 }
`;

/** What exists in that town. */
export const catalogue = {
  organizer: ['library', 'sports'],
  place: ['pool', 'hall'],
  party: ['library', 'sports', 'solidary-pot'],
  legalEntity: ['city', 'ocmw'],
};

/** The document of a text that must be YAML. */
export function documentOf(text: string): YamlDocument {
  const reading = parseYaml(text, 'lier.yaml');
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.document;
}

/** All that is wrong with a text, as YAML or as a town. */
export function errorsIn(text: string | Uint8Array): readonly ConfigurationError[] {
  const reading = parseYaml(text, 'lier.yaml');
  if (!reading.ok) return reading.errors;
  const validation = validateDocument(reading.document, townSchema, catalogue);
  return validation.ok ? [] : validation.errors;
}

/** The town with one piece of its text replaced; the piece must be there. */
export function townWith(piece: string, replacement: string): string {
  if (!town.includes(piece)) throw new Error(`the town has no ${piece}`);
  return town.replace(piece, () => replacement);
}
