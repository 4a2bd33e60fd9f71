import t from 'tap';
import { Client } from 'pg';
import { PLUGINS_FOLDER } from '../../../core/boot/folders.ts';
import {
  layOutDatabase,
  layoutVersion,
  readLayoutVersion,
} from '../../../core/boot/layout-version.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';

t.test('a plugin whose folder is gone keeps its tables, and can come back', async (t) => {
  const { appUrl, ownerUrl } = await createTestDatabase(t);
  const all = [...(await discoverPlugins(PLUGINS_FOLDER)).values()];
  const fewer = all.filter(({ name }) => name !== 'membership-cc-friends');
  t.equal(fewer.length, all.length - 1);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  t.teardown(() => owner.end());
  const reviewRows = async (): Promise<unknown> =>
    (await owner.query('select count(*)::int as rows from membership_cc_friends.review_row')).rows;
  await owner.query(`insert into membership_cc_friends.review_row
    (card_system_id, id, municipality, member_number, season_from, season_until, state, reason,
     handed_over_on)
    values (1, gen_random_uuid(), 'lier', '1', '2026-09-01', '2027-08-31', 'dismissed',
     'nobody-like-this', '2026-11-20')`);
  const appPassword = decodeURIComponent(new URL(appUrl).password);

  for (const plugins of [fewer, all]) {
    await layOutDatabase({ ownerUrl, appPassword, plugins, log: () => {} });

    t.equal(await readLayoutVersion(appUrl), await layoutVersion(plugins));
    t.same(await reviewRows(), [{ rows: 1 }]);
  }
});
