import t from 'tap';
import { emailKey } from '../../../core/persons/email-key.ts';

t.test('two e-mail addresses are one when only their case differs', async (t) => {
  t.equal(emailKey(' Zoë.DeSmet@Voorbeeld.be'), 'zoë.desmet@voorbeeld.be');
  t.not(emailKey('zoe@voorbeeld.be'), emailKey('zoë@voorbeeld.be'), 'these are two boxes');
});

t.test('accents written apart and together give one key', async (t) => {
  t.equal(emailKey('zoë@a.be'.normalize('NFD')), emailKey('ZOË@a.be'));
});
