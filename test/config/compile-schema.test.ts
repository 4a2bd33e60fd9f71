import t from 'tap';
import { Type } from 'typebox';
import { validateDocument } from '../../config/validate-document.ts';
import { documentOf } from './town.ts';

t.test('parts that are combined refuse a key only when none of them knows it', (t) => {
  const schema = Type.Intersect([
    Type.Object({ name: Type.String() }),
    Type.Object({ start: Type.String() }),
  ]);

  const right = validateDocument(documentOf('name: a\nstart: b\n'), schema);
  const wrong = validateDocument(documentOf('name: a\nstrat: b\n'), schema);

  t.ok(right.ok);
  t.match(wrong, { ok: false, errors: [{ line: 2, column: 1, suggestion: 'start' }] });
  t.equal(wrong.ok ? 0 : wrong.errors.length, 1);
  t.end();
});

t.test('a group that says that it is free takes any key', (t) => {
  const schema = Type.Object({ a: Type.Object({}, { additionalProperties: true }) });

  t.ok(validateDocument(documentOf('a: { whatever: 1 }'), schema).ok);
  t.end();
});

t.test('a schema that is wrong itself is refused before any file is', (t) => {
  const check = (schema: object) => () => validateDocument(documentOf('a: 1'), schema);

  t.throws(check({ type: 'string', 'x-refrence': 'place' }), /unknown keyword/);
  t.throws(check(Type.Object({ a: Type.Integer({ 'x-secret': true }) })), /x-secret/);
  t.throws(check({ $ref: '#/$defs/a' }), /\$ref/);
  const hidden = Type.Union([Type.Object({ a: Type.Integer({ default: 1 }) }), Type.Null()]);
  t.throws(check(hidden), /default is ignored/);
  t.end();
});

t.test('a key near one that may be there and one that must is the one that must', (t) => {
  const schema = Type.Object({ stamp: Type.Optional(Type.String()), start: Type.String() });

  const validation = validateDocument(documentOf('stamt: a'), schema);

  t.match(validation, { errors: [{ path: 'stamt', suggestion: 'start' }] });
  t.equal(validation.ok ? 0 : validation.errors.length, 1);
  t.end();
});

t.test('of several forms the one with the fewest mistakes is taken as meant', (t) => {
  const numbered = Type.Object({ code: Type.Integer(), year: Type.Integer() });
  const coded = Type.Object({ code: Type.String({ minLength: 5, pattern: '^[0-9]+$' }) });
  const schema = Type.Object({ card: Type.Union([numbered, coded]) });

  const validation = validateDocument(documentOf('card: { code: x }'), schema);

  t.match(validation, { errors: [{ path: 'card.code', message: /at least 5 characters/ }] });
  t.equal(validation.ok ? 0 : validation.errors.length, 1);
  t.end();
});
