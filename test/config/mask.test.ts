import { inspect } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { mask, maskPasswords, maskWhenPrinted } from '../../config/mask.ts';

t.test('the password of an address is masked, the rest stays readable', (t) => {
  t.equal(maskPasswords('postgres://app:hunter2@db:5432/x'), `postgres://app:${mask}@db:5432/x`);
  t.equal(maskPasswords('redis://:hunter2@cache'), `redis://:${mask}@cache`);
  t.equal(
    maskPasswords('postgres://db/x?user=a&password=b&ssl=1'),
    `postgres://db/x?user=a&password=${mask}&ssl=1`,
  );
  t.equal(maskPasswords('postgres://app@db/x'), 'postgres://app@db/x');
  t.equal(maskPasswords('https://www.lier.be:8080/pas'), 'https://www.lier.be:8080/pas');
  t.end();
});

t.test('a password with signs that belong in no address is masked whole', (t) => {
  const signs = fc.constantFrom('a', 'b', ':', '/', '@', '?', '#', '&', '=', '%', '+');
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.string({ unit: signs, minLength: 1 }), (password) => {
        const masked = maskPasswords(`postgres://app:${password}@db/x`);
        return masked === `postgres://app:${mask}@db/x`;
      }),
    ),
  );
  t.end();
});

t.test('an object that is masked when printed still holds what it holds', (t) => {
  const object = maskWhenPrinted({ url: 'redis://:hunter2@cache', port: 1 });

  t.equal(object.url, 'redis://:hunter2@cache');
  t.equal(JSON.stringify({ object }), `{"object":{"url":"redis://:${mask}@cache","port":1}}`);
  t.notMatch(inspect({ deep: { object } }), /hunter2/);
  t.ok(Object.isFrozen(object));
  t.end();
});
