import t from 'tap';
import { addressRange } from '../../../core/http/address-range.ts';

t.test('an IPv4 address is one, also as IPv6 has it', (t) => {
  t.equal(addressRange('192.0.2.1'), '192.0.2.1');
  t.equal(addressRange('::ffff:192.0.2.1'), '192.0.2.1');
  t.end();
});

t.test('all addresses of a network of IPv6 are one, however they are written', (t) => {
  const one = addressRange('2001:db8:0:7::1');

  t.equal(one, '2001:db8:0:7::/64');
  t.equal(addressRange('2001:0DB8:0000:0007:ffff:1:2:3'), one);
  t.equal(addressRange('2001:db8:0:7:a::%eth0'), one);
  t.not(addressRange('2001:db8:0:8::1'), one);
  t.equal(addressRange('::1'), '0:0:0:0::/64');
  t.equal(addressRange('64:ff9b::192.0.2.1'), '64:ff9b:0:0::/64');
  t.end();
});

t.test('what is no address stays as it is, and short', (t) => {
  t.equal(addressRange('unknown'), 'unknown');
  t.equal(addressRange(''), '');
  t.equal(addressRange('x'.repeat(9_000)).length, 64);
  t.end();
});
