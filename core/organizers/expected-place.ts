/** What would be right where `place-not-found` is answered. */
export const A_PLACE =
  'must be the id of a place of this municipality or card system: `npx pasklaar check-config` ' +
  'tells them';
