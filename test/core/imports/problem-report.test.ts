import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import t from 'tap';
import { problemReport } from '../../../core/imports/problem-report.ts';
import { wrongCell } from '../../../core/imports/wrong-cell.ts';

const reason = { code: 'wrong', nl: 'Dit klopt niet; kijk na.' };
const at = { row: 12, key: 'nationalNumber', column: 'INSZ', value: '85.07.30-033.29' };

t.test('a wrong cell never carries a national number in full', async (t) => {
  t.equal(wrongCell(at, reason).value, '**.**.**-***.29');
  t.equal(
    wrongCell({ ...at, key: 'payerNationalNumber', value: '850730' }, reason).value,
    '****30',
  );
  t.equal(
    wrongCell({ ...at, key: 'lastName', value: 'Peeters 85073003328' }, reason).value,
    'Peeters *********28',
  );
  t.equal(wrongCell({ ...at, key: 'lastName', value: 'x'.repeat(300) }, reason).value.length, 200);
});

t.test('the report gives the keeper of the list the cell as it stands there', async (t) => {
  const table = { rows: [{ row: 12, cells: { nationalNumber: '85.07.30-033.29' } }] };
  const cells = [wrongCell(at, reason)];

  const report = problemReport(table, [{ row: 12, kind: 'bad_insz', cells }]);

  t.equal(
    report,
    '\uFEFFrij;kolom;waarde;reden\r\n12;INSZ;85.07.30-033.29;"Dit klopt niet; kijk na."\r\n',
  );
});

t.test('rows come in the order of the list, and a whole row has no column', async (t) => {
  const wrong = [7, 3].map((row) => ({
    row,
    kind: 'unreadable_row',
    cells: [wrongCell({ row, key: null, column: '', value: '2 cellen' }, reason)],
  }));

  const lines = parse(problemReport({ rows: [] }, wrong), { bom: true, delimiter: ';' });

  t.same(lines.slice(1), [
    ['3', '', '2 cellen', reason.nl],
    ['7', '', '2 cellen', reason.nl],
  ]);
});

t.test('no value is run as a formula by the spreadsheet that opens the report', async (t) => {
  const first = fc.constantFrom('=', '+', '-', '@', '\t', '\r');
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(first, fc.string(), (sign, rest) => {
        const value = `${sign}${rest}`;
        const table = { rows: [{ row: 2, cells: { lastName: value } }] };
        const cells = [wrongCell({ row: 2, key: 'lastName', column: 'naam', value }, reason)];
        const report = problemReport(table, [{ row: 2, kind: 'missing_name', cells }]);
        const [, line = []] = parse(report, {
          bom: true,
          delimiter: ';',
          record_delimiter: '\r\n',
        });
        return line[2] === `'${value}`;
      }),
    ),
  );
});
