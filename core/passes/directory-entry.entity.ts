import { defineEntity, p } from '@mikro-orm/postgresql';

/** Where a number belongs, and nothing else: numbers are unique everywhere. */
export const DirectoryEntry = defineEntity({
  name: 'DirectoryEntry',
  schema: 'core',
  tableName: 'card_directory',
  properties: {
    number: p.text().primary(),
    cardSystemId: p.integer(),
  },
});
