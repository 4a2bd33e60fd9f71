import fc from 'fast-check';
import t from 'tap';
import { type TSchema, Type } from 'typebox';
import { compileSchema, fits } from '../../../config/compile-schema.ts';
import {
  cents,
  dayOfYear,
  organizerRef,
  placeRef,
  recordOf,
  timeOfDay,
  weightsOf,
} from '../../../core/contract/settings.ts';

function accepts(schema: TSchema): (value: unknown) => boolean {
  const setting = Type.Object({ setting: schema });
  return (value) => fits(setting, { setting: value });
}

t.test('a day of the year is a month and a day that some year has', async (t) => {
  const isDay = accepts(dayOfYear('a day'));

  for (const day of ['01-01', '02-29', '09-01', '12-31']) t.ok(isDay(day), day);
  for (const day of ['02-30', '04-31', '00-10', '13-01', '9-1', '2026-09-01', '']) {
    t.notOk(isDay(day), day);
  }
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.nat({ max: 13 }), fc.nat({ max: 32 }), (month, day) => {
        const text = [month, day].map((part) => String(part).padStart(2, '0')).join('-');
        return isDay(text) === existsInLeapYear(text);
      }),
    ),
  );
});

t.test('a time of day runs from 00:00 up to and with the end of the day', async (t) => {
  const isTime = accepts(timeOfDay('a time'));

  for (const time of ['00:00', '07:30', '23:59', '24:00']) t.ok(isTime(time), time);
  for (const time of ['24:01', '7:30', '12:60', '12.30', '']) t.notOk(isTime(time), time);
});

t.test('an amount is whole cents, and never below nothing', async (t) => {
  const isAmount = accepts(cents('an amount'));

  for (const amount of [0, 500, 10_000_000]) t.ok(isAmount(amount));
  for (const amount of [-1, 1.5, 10_000_001, '500']) t.notOk(isAmount(amount));
});

t.test('whoever bears a part bears a whole one, and somebody does', async (t) => {
  const areWeights = accepts(weightsOf('who bears it'));

  t.ok(areWeights({ uit: 3, library: 1 }));
  for (const weights of [{}, { uit: 0 }, { uit: -1 }, { uit: 0.5 }, { 'Dienst UiT': 1 }]) {
    t.notOk(areWeights(weights), JSON.stringify(weights));
  }
});

t.test('a setting that names something says what, as a value and as a key', async (t) => {
  const facilities = recordOf(placeRef('where'), Type.Object({ feeCents: cents('fee') }), {
    description: 'the facilities',
    minProperties: 1,
  });

  t.match(organizerRef('who'), { 'x-reference': 'organizer' });
  t.match(facilities, { propertyNames: { 'x-reference': 'place' }, minProperties: 1 });
  t.match(weightsOf('who'), { propertyNames: { 'x-reference': 'party' } });
  t.ok(accepts(facilities)({ pool: { feeCents: 300 } }));
  t.notOk(accepts(facilities)({ 'The Pool': { feeCents: 300 } }));
});

t.test('what a file leaves out gets its default', async (t) => {
  const settings = {};
  compileSchema(Type.Object({ turns: cents('turns', { default: 10 }) }))(settings);

  t.same(settings, { turns: 10 });
});

function existsInLeapYear(text: string): boolean {
  try {
    Temporal.PlainDate.from(`2000-${text}`);
    return true;
  } catch {
    return false;
  }
}
