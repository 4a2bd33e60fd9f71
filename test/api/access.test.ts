import { randomUUID } from 'node:crypto';
import t from 'tap';
import { organizerId } from '../../core/municipalities/installation.ts';
import { findOperation } from '../fixtures/check-answer.ts';
import { openApi } from '../fixtures/open-api.ts';
import type { Parameter, PartSchema } from './bad-requests.ts';
import { neighbouringTowns } from './neighbouring-towns.ts';
import { operationCases, sendAs } from './operations.ts';

interface DescribedInput {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { schema: PartSchema } };
  };
}

const api = await openApi(t, { installation: await neighbouringTowns() });

/** Of each operation, what a call with a token of another card system is answered. */
const ELSEWHERE: Readonly<Record<string, number>> = {
  // Lists of one's own.
  'get-events': 200,
  'get-organizers': 200,
  'get-permissions': 200,
  'get-plugins': 200,
  'get-rewards': 400,
  'get-billing-sums': 200,
  'get-sportpas-series': 200,
  'post-passholders-search': 200,
  'get-passholders': 200,
  'get-kiosks': 200,
  // Of everybody.
  'get-card-systems': 200,
  'get-card-systems-cardSystemId': 200,
  'get-card-systems-cardSystemId-social-tariff-settings': 200,
  'get-card-systems-cardSystemId-city-settings': 200,
  'get-card-systems-cardSystemId-membership-prices': 200,
  'get-passholders-membership-prices-cardSystemId': 200,
  // Refused to everybody alike.
  'get-insz-numbers-inszNumber': 400,
  'get-passholders-status-insz-numbers-inszNumber': 400,
  'post-passholders': 400,
  'post-passholders-id-aliases': 404,
  // Lists of the sports service, and it acts for another organizer.
  'get-sportpas-exports-passes': 403,
  'get-sportpas-exports-participants': 403,
  // UiTPAS publishes 400 for what a body names.
  'post-checkins': 400,
  'post-ticket-sales': 400,
  'get-checkins': 403,
  // The pass holder who signed in, and nobody else.
  // Beside a card system in which the school is.
  'put-passholders-passholderId-school': 400,
  'get-passholders-me': 403,
  'post-passholders-me': 403,
  'put-passholders-me-uitid': 403,
  'get-passholders-me-uitid-registration-token': 401,
  'get-passholders-me-uitid-status': 403,
  'get-uitid-emails-email': 200,
  'post-passholders-passholderId-family-members': 400,
  // They name an organizer of Lier.
  'get-associations': 403,
  'get-passholders-passholderId-association-memberships': 403,
  'post-passholders-passholderId-association-memberships': 403,
  'delete-passholders-passholderId-association-memberships-associationId': 403,
  'get-passholders-passholderId-memberships-cardSystemId': 403,
  'post-passholders-passholderId-memberships-cardSystemId': 403,
  'get-rewards-redeemed': 403,
  'get-ticket-sales': 403,
  'get-tariffs': 400,
  'get-tariffs-static': 400,
  'get-grouppasses': 200,
  'post-grouppasses': 400,
  'post-passholders-passholderId-checkins': 400,
  'post-orders': 400,
  // A town offers rewards of its own: those that this one names are not there.
  'post-rewards': 400,
};

/** For whoever has a token. */
const forAnybody = new Set(
  Object.values(api.description.paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ operationId, 'x-permissions': asks }) => (asks === undefined ? [operationId] : [])),
);

/** By a token of their own, which no client has. */
const byCustomToken = new Set(
  Object.values(api.description.paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ operationId, security }) =>
      security.every((one) => 'customToken' in one) ? [operationId] : [],
    ),
);

t.test('every operation of the API is called here', async (t) => {
  const described = Object.values(api.description.paths)
    .flatMap((path) => Object.values(path))
    .map(({ operationId }) => operationId);

  t.same(operationCases.map(({ operation }) => operation).toSorted(), described.toSorted());
});

/** Without any token: a browser begins here, and what it comes back with is proof enough. */
const PUBLIC = ['get-social-tariff-validation-start', 'post-social-tariff-validation-token'];

for (const one of operationCases.filter(({ operation }) => !PUBLIC.includes(operation))) {
  const { operation, client, status } = one;

  t.test(`${operation} answers who may, and nobody else`, async (t) => {
    const request = await one.prepare(api);
    const idsOfLier = `${request.path} ${JSON.stringify(request.body ?? {})}`.match(
      /[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{13}/g,
    );
    const before = await api.countRows();

    const unknown = await sendAs(api, null, request);
    t.equal(unknown.statusCode, 401);
    const isSaid = request.headers?.['authorization'] !== undefined;
    const scheme = byCustomToken.has(operation) ? 'CustomToken' : 'Bearer';
    t.ok(
      String(unknown.headers['www-authenticate']).startsWith(
        `${scheme} realm="pasklaar"${isSaid ? ', error=' : ''}`,
      ),
    );
    t.match(unknown.json(), { type: 'https://api.publiq.be/probs/auth/unauthorized' });
    const forged = await sendAs(api, null, {
      ...request,
      headers: { authorization: 'Bearer e.y.J' },
    });
    t.equal(forged.statusCode, 401);

    const isOfLier = client.startsWith('lier-');
    if (!forAnybody.has(operation)) {
      const other = client === 'lier-door' ? 'lier-kiosk' : 'lier-door';
      const lacking = isOfLier ? other : 'mechelen-judo-club';
      const forbidden = await sendAs(api, lacking, request);
      t.equal(forbidden.statusCode, 403);
      t.match(forbidden.json(), {
        type: 'https://api.publiq.be/probs/auth/forbidden',
        detail: /lacks the permission [A-Z_]+$/,
      });
    }

    const stranger = isOfLier ? 'mechelen-everything' : 'lier-admin';
    const foreign = await sendAs(api, stranger, request);
    const elsewhere = byCustomToken.has(operation) ? 401 : 404;
    t.equal(foreign.statusCode, ELSEWHERE[operation] ?? elsewhere);
    for (const id of idsOfLier ?? []) t.notMatch(foreign.body, id);
    t.notMatch(foreign.body, /Noor|Rik|lier/);
    const after = await api.countRows();
    // That somebody guessed is counted, whoever it was.
    const isGuess = operation === 'get-passholders-me-uitid-registration-token';
    const counted = isGuess ? ['core.birth_guess', 'core.look'] : [];
    for (const table of counted) after[table] = before[table] ?? 0;
    t.same(after, before, 'nothing was written');

    const good = await sendAs(api, client, request);
    t.equal(good.statusCode, status);
  });
}

t.test('nobody acts for an organizer that is not his own', async (t) => {
  const strange = [organizerId('lier', 'sport'), organizerId('mechelen', 'library'), randomUUID()];
  for (const one of operationCases) {
    const { path, ...good } = await one.prepare(api);
    const before = await api.countRows();
    const described = findOperation(api.description, { method: good.method, url: `/api${path}` });
    const { parameters = [], requestBody } = (described?.operation ?? {}) as DescribedInput;
    const inQuery = parameters.some(({ name, in: part, schema }) => {
      return part === 'query' && name === 'organizerId' && schema.type === 'string';
    });
    const properties = requestBody?.content['application/json'].schema.properties ?? {};
    const isSports = one.client === 'lier-sports-desk';

    for (const id of strange.filter((_, at) => !(isSports && at === 0))) {
      const [address, query] = path.split('?');
      const named = new URLSearchParams(query);
      named.set('organizerId', id);
      const asked = `${address}?${named.toString()}`;
      const body = { ...(good.body as object | undefined), organizerId: id };
      const answers = [
        ...(inQuery ? [await sendAs(api, one.client, { ...good, path: asked })] : []),
        ...('organizerId' in properties
          ? [await sendAs(api, one.client, { ...good, path, body })]
          : []),
      ];
      for (const answer of answers) {
        t.equal(answer.statusCode, 403, one.operation);
        t.match(answer.json(), { detail: /does not act for this organizerId/ });
      }
    }
    t.same(await api.countRows(), before, 'nothing was written');
  }
});

/** What a neighbour on the same card may not do, with everything that its own town can permit. */
const NEIGHBOUR: Readonly<Record<string, number>> = {
  'post-checkins': 403,
  'get-checkins': 403,
  'get-events-eventId-settings': 403,
  'put-events-eventId-settings': 403,
  'put-events-eventId-card-systems': 403,
  'get-events-eventId-qr-checkincodes-download-link': 403,
  'get-ticket-sales': 403,
  'get-passholders-passholderId-coupons': 404,
  'post-passholders-passholderId-coupons': 404,
  'get-grouppasses-passholderId-coupons': 404,
  'post-passholders-passholderId-checkins': 400,
  'delete-checkins-checkinId': 404,
  'delete-ticket-sales-ticketSaleId': 404,
  'put-passholders-id-social-tariff': 404,
  'get-roles-id-history': 403,
  'post-roles-id-end': 403,
  'get-billing-entries': 200,
  'get-billing-sums': 200,
  'get-billing-entries-entryId-fact': 404,
  'post-orders': 400,
  'get-orders-orderId': 404,
  'post-orders-orderId-complete': 404,
  'get-kiosks': 200,
  'get-kiosks-kioskId-fixed-event': 404,
  'put-kiosks-kioskId-fixed-event': 404,
  'delete-kiosks-kioskId-fixed-event': 404,
  'post-kiosks-kioskId-setup-codes': 404,
  'get-organizers-organizerId-financial-reports-periods': 404,
  'post-organizers-organizerId-financial-reports': 404,
  'get-organizers-organizerId-financial-reports': 404,
  'get-organizers-organizerId-financial-reports-reportId': 404,
  'get-organizers-organizerId-financial-reports-reportId-download-link': 404,
  'get-organizers-organizerId-financial-reports-reportId-zip': 404,
  'get-membership-cc-friends-reviews': 200,
  'post-membership-cc-friends-reviews-id-link': 404,
  'post-membership-cc-friends-reviews-id-dismiss': 404,
  'post-staff-card-doors-placeId-open': 404,
  'get-passholders': 200,
  'get-passholders-passholderId': 404,
  'put-passholders-passholderId': 404,
  'get-passholders-passholderId-private': 404,
  'put-passholders-passholderId-private': 404,
  'get-passholders-passholderId-picture': 404,
  'put-passholders-passholderId-picture': 404,
  'delete-passholders-passholderId-picture': 404,
  'get-passholders-passholderId-memberships-cardSystemId': 403,
  'post-passholders-passholderId-memberships-cardSystemId': 403,
  'get-passholders-passholderId-school': 404,
  'put-passholders-passholderId-school': 404,
  'delete-passholders-passholderId-school': 404,
  'get-passholders-passholderId-family-members': 404,
  'post-passholders-passholderId-family-members': 400,
  'put-passholders-passholderId-family-members-familyMemberId': 404,
  'delete-passholders-passholderId-family-members-familyMemberId': 404,
  'get-passholders-passholderId-families': 404,
  'get-organizers-organizerId-admins': 404,
  'post-organizers-organizerId-admins': 404,
  'delete-organizers-organizerId-admins-adminUserId': 404,
  'get-permissions-clientId': 404,
  'put-permissions-clientId': 404,
  'get-gomorpas-passholders-passholderId': 404,
  'put-gomorpas-passholders-passholderId': 404,
  'delete-gomorpas-passholders-passholderId': 404,
  'get-gomorpas-exports-grants': 403,
  'get-staff-card-exports-badges': 403,
  'get-sportpas-exports-passes': 403,
  'post-sportpas-enrolments-id-accept': 404,
  'post-sportpas-enrolments-id-decline': 404,
  'post-sportpas-enrolments-id-cancel': 404,
  'post-sportpas-attendances': 409,
  'post-sportpas-attendances-id-strike': 404,
  'post-childcare-access-enrolments': 404,
  'post-childcare-access-enrolments-find': 404,
  'put-childcare-access-enrolments-id-days': 404,
  'put-childcare-access-enrolments-id-persons': 404,
  'put-childcare-access-enrolments-id-payers': 404,
  'put-childcare-access-enrolments-id-allergies': 404,
  'post-childcare-access-enrolments-id-end': 404,
  'post-childcare-access-arrivals': 404,
  'post-childcare-access-departures': 404,
  'get-childcare-access-locations-placeId-inside': 404,
  'get-childcare-access-locations-placeId-inside-page': 404,
  'get-childcare-access-attendances-id-persons': 404,
  'get-childcare-access-locations-placeId-device-list': 404,
  'get-childcare-access-locations-placeId-device-key': 404,
  'get-childcare-access-locations-placeId-days-day': 404,
  'post-childcare-access-attendances': 404,
  'post-childcare-access-attendances-id-correct': 404,
  'post-childcare-access-attendances-id-strike': 404,
  'put-childcare-access-attendances-id-meals': 404,
  'get-childcare-access-attendances-id-history': 404,
  'get-childcare-access-days-day-refused-pick-ups': 404,
  'post-childcare-access-payments': 404,
  'get-childcare-access-certificates-year': 404,
  'get-childcare-access-months-month-charges': 404,
  'get-childcare-access-exports-certificates': 403,
  'get-childcare-access-exports-charges': 403,
  'get-childcare-access-exports-children': 403,
  'get-grabbelpas-exports-passes': 403,
  'get-grabbelpas-exports-participants': 403,
  'get-grabbelpas-activities-id-participants': 404,
  'post-grabbelpas-activities': 403,
  'put-grabbelpas-activities-id': 403,
  'post-grabbelpas-activities-id-cancel': 403,
  'post-grabbelpas-activities-id-enrolments': 404,
  'post-grabbelpas-enrolments-id-accept': 404,
  'post-grabbelpas-enrolments-id-decline': 404,
  'post-grabbelpas-enrolments-id-cancel': 404,
  'post-grabbelpas-attendances': 409,
  'post-grabbelpas-attendances-id-strike': 404,
};

for (const one of operationCases.filter(({ operation }) => operation in NEIGHBOUR)) {
  t.test(`${one.operation} of Lier is not for a desk of Nijlen`, async (t) => {
    const { path, ...request } = await one.prepare(api);
    const before = await api.countRows();
    // Only who manages the social tariff of a town comes as far as the holder.
    const acting = path.endsWith('social-tariff')
      ? { body: { ...(request.body as object), organizerId: organizerId('nijlen', 'welfare') } }
      : {};

    const answer = await sendAs(api, 'nijlen-everything', { ...request, path, ...acting });

    t.equal(answer.statusCode, NEIGHBOUR[one.operation]);
    if (answer.statusCode === 200) {
      t.same(answer.json(), { totalItems: 0, member: [] });
    }
    t.same(await api.countRows(), before, 'nothing was written');
  });
}
