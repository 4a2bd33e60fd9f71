import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig } from '../config.ts';
import { holderNotFound } from '../problems.ts';
import { todayOf } from '../today.ts';

/** @throws Problem `childcare-access-holder-not-found` */
export async function findByCard(host: Host<ChildcareConfig>, card: string): Promise<string> {
  const passholderId = await host.findHolder(card);
  if (passholderId === null) throw holderNotFound();
  return passholderId;
}

/** Whether a child was erased since. */
export async function isErased(host: Host<ChildcareConfig>, passholderId: string) {
  return (await host.passholders.readFacts(passholderId, todayOf(host))) === null;
}
