import type { EntitySchema } from '@mikro-orm/postgresql';
import { ClientGrant } from '../access/client-grant.entity.ts';
import { AssociationMembership } from '../associations/association-membership.entity.ts';
import { Entry } from '../billing/entry.entity.ts';
import { MoneyFact } from '../billing/money-fact.entity.ts';
import { Payment } from '../billing/payment.entity.ts';
import { Settlement } from '../billing/settlement.entity.ts';
import { Share } from '../billing/share.entity.ts';
import { Event } from '../events/event.entity.ts';
import { GroupPass } from '../group-passes/group-pass.entity.ts';
import { Command } from '../http/command.entity.ts';
import { OutboxMessage } from '../jobs/outbox-message.entity.ts';
import { Kiosk } from '../kiosks/kiosk.entity.ts';
import { KioskDirectoryEntry } from '../kiosks/kiosk-directory-entry.entity.ts';
import { CardSystem } from '../municipalities/card-system.entity.ts';
import { ConfigVersion } from '../municipalities/config-version.entity.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Offer } from '../offers/offer.entity.ts';
import { OrganizerAdmin } from '../organizers/organizer-admin.entity.ts';
import { OrderRegistration } from '../orders/order-registration.entity.ts';
import { PassOrder } from '../orders/pass-order.entity.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Party } from '../organizers/party.entity.ts';
import { Place } from '../organizers/place.entity.ts';
import { CardAlias } from '../passes/card-alias.entity.ts';
import { Card } from '../passes/card.entity.ts';
import { DirectoryEntry } from '../passes/directory-entry.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { BirthGuess } from '../persons/birth-guess.entity.ts';
import { Family } from '../persons/family.entity.ts';
import { HouseholdMember } from '../persons/household-member.entity.ts';
import { Household } from '../persons/household.entity.ts';
import { LookCount } from '../persons/look-count.entity.ts';
import { Look } from '../persons/look.entity.ts';
import { PersonPrivate } from '../persons/person-private.entity.ts';
import { Person } from '../persons/person.entity.ts';
import { SpentToken } from '../persons/spent-token.entity.ts';
import { CheckInCount } from '../points/check-in-count.entity.ts';
import { CheckIn } from '../points/check-in.entity.ts';
import { LotUse } from '../points/lot-use.entity.ts';
import { PointsAccount } from '../points/points-account.entity.ts';
import { PointsLot } from '../points/points-lot.entity.ts';
import { Posting } from '../points/posting.entity.ts';
import { FinancialReport } from '../reports/financial-report.entity.ts';
import { Redemption } from '../rewards/redemption.entity.ts';
import { RewardGrant } from '../rewards/reward-grant.entity.ts';
import { Reward } from '../rewards/reward.entity.ts';
import { AllowanceUse } from '../roles/allowance-use.entity.ts';
import { Allowance } from '../roles/allowance.entity.ts';
import { RoleEvent } from '../roles/role-event.entity.ts';
import { Role } from '../roles/role.entity.ts';
import { KeyFingerprint } from '../secrets/key-fingerprint.entity.ts';
import { SocialStatus } from '../tariffs/social-status.entity.ts';
import { TicketGrant } from '../tariffs/ticket-grant.entity.ts';
import { TicketSale } from '../tariffs/ticket-sale.entity.ts';

/** Every table of core. Plugins bring their own. */
export const coreEntities: readonly EntitySchema[] = [
  CardSystem,
  Municipality,
  ConfigVersion,
  Party,
  Organizer,
  OrganizerAdmin,
  ClientGrant,
  Place,
  Person,
  PersonPrivate,
  Household,
  HouseholdMember,
  Passholder,
  Family,
  AssociationMembership,
  BirthGuess,
  SpentToken,
  GroupPass,
  Card,
  CardAlias,
  DirectoryEntry,
  Look,
  LookCount,
  Role,
  RoleEvent,
  Allowance,
  AllowanceUse,
  Event,
  Kiosk,
  KioskDirectoryEntry,
  CheckIn,
  CheckInCount,
  PointsAccount,
  Posting,
  PointsLot,
  LotUse,
  Reward,
  RewardGrant,
  Redemption,
  SocialStatus,
  Settlement,
  MoneyFact,
  Payment,
  Share,
  Entry,
  TicketGrant,
  TicketSale,
  Offer,
  FinancialReport,
  PassOrder,
  OrderRegistration,
  OutboxMessage,
  Command,
  KeyFingerprint,
];
