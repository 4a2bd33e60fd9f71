import t from 'tap';
import { Type } from 'typebox';
import { decideAppPassword } from '../../../core/boot/app-password.ts';
import { checkDatabase } from '../../../core/boot/check-database.ts';
import { checkLayout } from '../../../core/boot/given-database.ts';
import {
  layOutDatabase,
  layoutVersion,
  readLayoutVersion,
} from '../../../core/boot/layout-version.ts';
import { definePlugin } from '../../../core/contract/plugin.ts';
import { migrateDatabase } from '../../../core/database/migrate-database.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';

t.test('a database that may lose what it committed is refused', async (t) => {
  const { appUrl } = await createTestDatabase(t);

  await t.rejects(checkDatabase(appUrl), {
    name: 'RefusalToStart',
    message: /fsync=off, synchronous_commit=off, full_page_writes=off/,
  });
});

t.test('a role for whom row level security does not hold is refused', async (t) => {
  const { ownerUrl } = await createTestDatabase(t);

  await t.rejects(checkDatabase(ownerUrl), {
    message: /pasklaar_owner, for whom row level security does not hold/,
  });
});

t.test('a database that does not answer is refused, without its password', async (t) => {
  const address = 'postgres://pasklaar_app:s3cret@127.0.0.1:1/pasklaar';

  const refusal = await checkDatabase(address).catch((error: Error) => error.message);

  t.match(refusal, /the database pasklaar at 127\.0\.0\.1 cannot be opened/);
  t.notMatch(refusal, /s3cret/);
});

t.test('the layout of a database', async (t) => {
  const { appUrl, ownerUrl } = await createTestDatabase(t);

  await t.test('a database that was never made ready has none', async (t) => {
    t.equal(await readLayoutVersion(appUrl), null);
    await t.rejects(checkLayout(appUrl, []), { message: /run `npx pasklaar migrate`/ });
  });

  await t.test('migrating marks it as the newest', async (t) => {
    const { password: appPassword } = new URL(appUrl);
    await layOutDatabase({ ownerUrl, appPassword, plugins: [] });

    t.equal(await readLayoutVersion(appUrl), await layoutVersion([]));
    await t.resolves(checkLayout(appUrl, []));
  });

  await t.test('another plugin asks for another layout', async (t) => {
    const sql = 'create schema greeter';
    const { definition } = definePlugin({
      name: 'greeter',
      title: { nl: 'Groeter' },
      config: Type.Object({}),
      roles: {},
      migrations: [{ name: '0001', sql }],
    });

    await t.rejects(checkLayout(appUrl, [definition]), {
      message: /the layout of another version/,
    });
  });
});

t.test('the password of the role of the app', async (t) => {
  const { appUrl, ownerUrl } = await createTestDatabase(t);
  const { password: appPassword } = new URL(appUrl);
  const { appUrl: ownAppUrl } = await migrateDatabase({ ownerUrl, appPassword });

  await t.test('is kept when it is known', async (t) => {
    const asked = { ownerUrl, databaseUrl: ownAppUrl, isNewPassword: false };

    const { password, isNew } = await decideAppPassword(asked);

    t.same({ password, isNew }, { password: new URL(appUrl).password, isNew: false });
  });

  await t.test('is not changed under servers that may use it', async (t) => {
    const asked = { ownerUrl, databaseUrl: undefined, isNewPassword: false };

    await t.rejects(decideAppPassword(asked), { message: /--new-password/ });
  });

  await t.test('is made anew when that is asked for', async (t) => {
    const asked = { ownerUrl, databaseUrl: undefined, isNewPassword: true };

    const [one, other] = [await decideAppPassword(asked), await decideAppPassword(asked)];

    t.ok(one.isNew);
    t.not(one.password, other.password);
  });

  await t.test('is of the role of the app, and of no other', async (t) => {
    const asked = { ownerUrl, databaseUrl: ownerUrl, isNewPassword: false };

    await t.rejects(decideAppPassword(asked), {
      message: /must connect as test_\w+_app, and has pasklaar_owner/,
    });
  });
});
