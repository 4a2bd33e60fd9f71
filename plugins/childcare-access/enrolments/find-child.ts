import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig } from '../config.ts';
import { holderNotFound } from '../problems.ts';

/** @throws Problem `childcare-access-holder-not-found` */
export async function findByCard(host: Host<ChildcareConfig>, card: string): Promise<string> {
  const passholderId = await host.findHolder(card);
  if (passholderId === null) throw holderNotFound();
  return passholderId;
}
