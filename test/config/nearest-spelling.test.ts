import fc from 'fast-check';
import t from 'tap';
import { nearestSpelling } from '../../config/nearest-spelling.ts';

const plugins = ['membership-cc-friends', 'sportpas', 'jongerenkaart', 'staff-card', 'grabbelpas'];

t.test('a slip of the fingers leads to the word that was meant', (t) => {
  t.equal(nearestSpelling('sportpass', plugins), 'sportpas');
  t.equal(nearestSpelling('psortpas', plugins), 'sportpas');
  t.equal(nearestSpelling('jongerkaart', plugins), 'jongerenkaart');
  t.equal(nearestSpelling('nmae', ['name', 'nisCode']), 'name');
  t.equal(nearestSpelling('di', ['id', 'name']), 'id');
  t.end();
});

t.test('capitals, accents, spaces, hyphens and underscores do not count', (t) => {
  t.equal(nearestSpelling('Staff_Card', plugins), 'staff-card');
  t.equal(nearestSpelling('grace days', ['graceDays']), 'graceDays');
  t.equal(nearestSpelling('financiën', ['financien', 'financier']), 'financien');
  t.end();
});

t.test('a word that stands whole in one of the words leads to it', (t) => {
  t.equal(nearestSpelling('friends', plugins), 'membership-cc-friends');
  t.equal(nearestSpelling('the-sportpas-of-lier', plugins), 'sportpas');
  t.end();
});

t.test('no word is suggested that was hardly meant', (t) => {
  t.equal(nearestSpelling('banana', plugins), undefined);
  t.equal(nearestSpelling('nl', ['fr', 'en']), undefined);
  t.equal(nearestSpelling('x', ['y']), undefined);
  t.equal(nearestSpelling('pas', ['uitpas', 'kaart']), undefined);
  t.equal(nearestSpelling('', ['a', 'abcdef']), undefined);
  t.equal(nearestSpelling('s'.repeat(5000), plugins), undefined);
  t.equal(nearestSpelling('sportpas', []), undefined);
  t.end();
});

t.test('of several words the nearest is suggested, then the one that starts alike', (t) => {
  t.equal(nearestSpelling('sportpast', ['sportpark', 'sportpas']), 'sportpas');
  t.equal(nearestSpelling('cap', ['tap', 'cat', 'car']), 'cat');
  t.end();
});

t.test('what is suggested is always one of the words allowed, and never the word itself', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (word, allowed) => {
        const near = nearestSpelling(word, allowed);
        return near === undefined || (allowed.includes(near) && near !== word);
      }),
    ),
  );
  t.end();
});
