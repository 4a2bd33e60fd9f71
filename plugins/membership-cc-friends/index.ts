import { definePlugin } from '../../core/contract/plugin.ts';
import { FriendsConfig } from './config.ts';
import { exportMembers, exportReminders } from './export-friends.ts';
import { reviewsOfPerson } from './forget-person.ts';
import { forgetReviewRows } from './forget-review-rows.ts';
import { friendRights } from './friend-rights.ts';
import { friendsPrice } from './friends-price.ts';
import { importFriends } from './import-friends.ts';
import { membershipFee } from './membership-fee.ts';
import { migrations } from './migrations.ts';
import { holderNotFound, reviewNotFound } from './problems.ts';
import { ReviewRow } from './review-row.entity.ts';
import { dismissReview, listReviews, resolveReview } from './review-routes.ts';
import { membershipPeriod } from './season.ts';

export default definePlugin({
  name: 'membership-cc-friends',
  title: {
    nl: 'Vrienden van het cultuurcentrum',
    fr: 'Amis du centre culturel',
    en: 'Friends of the cultural centre',
  },
  config: FriendsConfig,
  contradictions: ({ feeCents, passholderReduction }) =>
    passholderReduction.cents <= feeCents
      ? []
      : [
          {
            at: ['passholderReduction', 'cents'],
            message: `must be ${feeCents} or less, which is feeCents`,
          },
        ],
  roles: {
    friend: {
      title: {
        nl: 'Vriend van het cultuurcentrum',
        fr: 'Ami du centre culturel',
        en: 'Friend of the cultural centre',
      },
      visibility: 'public',
      owner: ({ department }) => department,
      period: membershipPeriod,
      coolingOffDays: ({ coolingOffDays }) => coolingOffDays,
    },
  },
  rights: friendRights,
  tariffs: friendsPrice,
  billing: { issued: membershipFee },
  entities: [ReviewRow],
  migrations,
  routes: [listReviews, resolveReview, dismissReview],
  jobs: { 'forget-review-rows': forgetReviewRows },
  importers: { friends: importFriends },
  exports: { members: exportMembers, reminders: exportReminders },
  panels: [
    {
      name: 'reviews',
      title: { nl: 'Vrienden na te kijken', fr: 'Amis à vérifier', en: 'Friends to review' },
      audience: 'department',
      route: '/reviews',
    },
  ],
  persons: reviewsOfPerson,
  problems: [reviewNotFound, holderNotFound],
});
