import type { Town } from './ask.ts';
import {
  clockIn,
  openDoors,
  readBooks,
  readFirstSums,
  readTown,
  reviewFriends,
  touchSocialTariff,
  visitDeskPage,
} from './scenarios/back-office.ts';
import { giveBenefits } from './scenarios/benefits.ts';
import { careForChildren } from './scenarios/childcare.ts';
import { tapKiosk } from './scenarios/kiosks.ts';
import { orderFromHome } from './scenarios/orders.ts';
import { askGovernment } from './scenarios/validation.ts';
import { readReports } from './scenarios/reports.ts';
import { findHolder, loseCard } from './scenarios/cards.ts';
import { saveInVain, savePoints } from './scenarios/check-ins.ts';
import { spendHoliday } from './scenarios/holiday.ts';
import { followYoga, shareTennis, takeListsOut } from './scenarios/lesson-series.ts';
import { belongSomewhere, changeAccess, keepFamily, signIn } from './scenarios/people.ts';
import { askWhatIsKept, forgetHolder } from './scenarios/privacy.ts';
import {
  giveOutCards,
  movePerson,
  openPerson,
  readCardSystems,
  readPasses,
} from './scenarios/passholders.ts';
import { lookForRewards, takeReward } from './scenarios/rewards.ts';
import { askInVain, lookAtPrices, showCard } from './scenarios/rights.ts';
import { buyTerm, issueInVain, joinFriends, useTurnCard } from './scenarios/roles.ts';
import { askTariffs, giveGroupPass, limitTickets } from './scenarios/selling.ts';
import { readTalents } from './scenarios/talents.ts';
import {
  payFromBudget,
  payInVain,
  sellInVain,
  sellLater,
  sellTickets,
  sellToSeveral,
} from './scenarios/sales.ts';

/** All that desks do with a card, in an order in which each part finds what it needs. */
const SCENARIOS: readonly ((town: Town) => Promise<void>)[] = [
  readTown,
  showCard,
  lookAtPrices,
  askInVain,
  visitDeskPage,
  readCardSystems,
  findHolder,
  readPasses,
  openPerson,
  savePoints,
  tapKiosk,
  saveInVain,
  takeReward,
  lookForRewards,
  useTurnCard,
  joinFriends,
  followYoga,
  spendHoliday,
  readFirstSums,
  sellTickets,
  sellToSeveral,
  sellInVain,
  askTariffs,
  limitTickets,
  giveGroupPass,
  payInVain,
  reviewFriends,
  issueInVain,
  openDoors,
  clockIn,
  giveBenefits,
  careForChildren,
  readTalents,
  touchSocialTariff,
  readBooks,
  movePerson,
  changeAccess,
  belongSomewhere,
  keepFamily,
  signIn,
  loseCard,
  giveOutCards,
  orderFromHome,
  sellLater,
  buyTerm,
  shareTennis,
  takeListsOut,
  (town) => payFromBudget(town, town.neighbour),
  askGovernment,
  askWhatIsKept,
  // Nobody is left then of whom to tell more; amounts stay.
  forgetHolder,
  readReports,
];

/** Tells the whole story of one card. */
export async function tellStory(town: Town): Promise<void> {
  for (const scenario of SCENARIOS) await scenario(town);
}
