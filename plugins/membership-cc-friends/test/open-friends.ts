import type { EntityManager } from '@mikro-orm/core';
import type { Test } from 'tap';
import { openOrm, tenantManager } from '../../../core/database/orm.ts';
import {
  memoryHost,
  type MemoryHost,
  type MemoryPassholder,
} from '../../../test/fixtures/memory-host.ts';
import { addHolder, openTestCore } from '../../../test/fixtures/open-core.ts';
import { testInstallation } from '../../../test/fixtures/test-towns.ts';
import type { FriendsConfig } from '../config.ts';
import { ReviewRow } from '../review-row.entity.ts';
import { lier } from './lier-settings.ts';

/** Somebody of Lier who has a pass, as a test names her. */
export interface Neighbour {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly email?: string;
  readonly number: string;
}

/** The friends of Lier on a fresh database: their review list is real, the roles are in memory. */
export interface Friends {
  readonly passholders: readonly MemoryPassholder[];
  /** The host of one command. */
  hostAt(day: string): MemoryHost<FriendsConfig>;
  /** The whole review list, whatever became of its rows, by member number. */
  reviews(): Promise<ReviewRow[]>;
}

/** Opens them; closed at the end of the test. Memberships live as long as the test. */
export async function openFriends(t: Test, neighbours: readonly Neighbour[]): Promise<Friends> {
  const core = await openTestCore(t, testInstallation());
  const passholders: MemoryPassholder[] = [];
  for (const { email, ...neighbour } of neighbours) {
    const { passholderId } = await addHolder(core, neighbour);
    const { number: card, ...named } = neighbour;
    passholders.push({ passholderId, card, ...named, ...(email === undefined ? {} : { email }) });
  }
  const orm = await openOrm({ url: core.appUrl, pluginEntities: [ReviewRow], poolSize: 2 });
  t.teardown(() => orm.close());
  const open = (): EntityManager => tenantManager(orm, 1);
  const held: MemoryHost<FriendsConfig>['held'] = [];
  return {
    passholders,
    hostAt(day) {
      const now = Temporal.PlainDate.from(day).toZonedDateTime('Europe/Brussels');
      const { epochMilliseconds } = now.add({ hours: 10 });
      const told = { config: lier, now: epochMilliseconds, passholders, entities: open() };
      return memoryHost<FriendsConfig>({ ...told, held });
    },
    reviews: () => open().find(ReviewRow, {}, { orderBy: { memberNumber: 'asc' } }),
  };
}
