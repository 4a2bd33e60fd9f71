import { defineEntity, p } from '@mikro-orm/postgresql';

/** Where the device of a kiosk belongs, and nothing else: a device says only who it is. */
export const KioskDirectoryEntry = defineEntity({
  name: 'KioskDirectoryEntry',
  schema: 'core',
  tableName: 'kiosk_directory',
  properties: {
    deviceHash: p.text().primary(),
    cardSystemId: p.integer(),
  },
});
