import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import autoload from '@fastify/autoload';
import { fastify, type FastifyInstance } from 'fastify';
import { addAuthorization } from './access/authorization.ts';
import { clientsOf } from './access/clients.ts';
import { permissionRoutes } from './access/permission.routes.ts';
import type { TokenIssuer } from './access/token-issuer.ts';
import { createTokenVerifier } from './access/token-verifier.ts';
import { associationRoutes } from './associations/association.routes.ts';
import { billingRoutes } from './billing/billing.routes.ts';
import { checkInCodeRoutes } from './check-in-codes/check-in-code.routes.ts';
import type { Core } from './core.ts';
import { couponRoutes } from './coupons/coupon.routes.ts';
import { kioskDeviceRoutes } from './kiosks/kiosk-device.routes.ts';
import { kioskRoutes } from './kiosks/kiosk.routes.ts';
import { financialReportRoutes } from './reports/financial-report.routes.ts';
import { addDeskPage } from './desk/desk-page.ts';
import { eventRoutes } from './events/event.routes.ts';
import { eventSettingsRoutes } from './events/event-settings.routes.ts';
import { groupPassRoutes } from './group-passes/group-pass.routes.ts';
import type { Api } from './http/api.ts';
import { brokenRequests, refuseBrokenRequests } from './http/broken-requests.ts';
import { answerErrors } from './http/error-handling.ts';
import { validationRoutes } from './government/validation.routes.ts';
import { addHealth } from './http/health.ts';
import { acceptJsonBodies, BODY_LIMIT } from './http/json-body.ts';
import { type HttpLimits, NO_LIMITS } from './http/http-limits.ts';
import { addLoadShedding } from './http/load-shedding.ts';
import { addMetrics } from './http/metrics.ts';
import { addOpenApi } from './http/openapi.ts';
import { ProblemCatalogue } from './http/problem-catalogue.ts';
import { addProblemPages } from './http/problem-pages.ts';
import { addRateLimits, RateLimiter } from './http/rate-limits.ts';
import { logOptions, RequestLog } from './http/request-log.ts';
import { addRouteRules } from './http/route-rules.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { createValidatorCompiler } from './http/validation.ts';
import { cardSystemRoutes } from './municipalities/card-system.routes.ts';
import { organizerAdminRoutes } from './organizers/organizer-admin.routes.ts';
import { organizerRoutes } from './organizers/organizer.routes.ts';
import { orderRoutes } from './orders/order.routes.ts';
import { cardRoutes } from './passes/card.routes.ts';
import { cardStatusRoutes } from './passes/card-status.routes.ts';
import { membershipRoutes } from './passes/membership.routes.ts';
import { membershipPriceRoutes } from './passes/membership-price.routes.ts';
import { passRoutes } from './passes/pass.routes.ts';
import { registrationRoutes } from './passes/registration.routes.ts';
import { stockRoutes } from './passes/stock.routes.ts';
import { currentPassholderRoutes } from './persons/current-passholder.routes.ts';
import { familyRoutes } from './persons/family.routes.ts';
import { interestRoutes } from './persons/interest.routes.ts';
import { passholderRoutes } from './persons/passholder.routes.ts';
import { privacyRoutes } from './persons/privacy.routes.ts';
import { passholderDetailsRoutes } from './persons/passholder-details.routes.ts';
import { pictureRoutes } from './persons/picture.routes.ts';
import { privateNoteRoutes } from './persons/private-note.routes.ts';
import { schoolRoutes } from './persons/school.routes.ts';
import { uitidRoutes } from './persons/uitid.routes.ts';
import { addPluginDoor } from './plugins/mount-plugin.ts';
import { pluginRoutes } from './plugins/plugin.routes.ts';
import { checkInRoutes } from './points/check-in.routes.ts';
import { pointsStatementRoutes } from './points/points-statement.routes.ts';
import { redemptionRoutes } from './rewards/redemption.routes.ts';
import { rewardSettingsRoutes } from './rewards/reward-settings.routes.ts';
import { rewardRoutes } from './rewards/reward.routes.ts';
import { rightsRoutes } from './rights/rights.routes.ts';
import { roleRoutes } from './roles/role.routes.ts';
import { socialTariffExportRoutes } from './tariffs/social-tariff-export.routes.ts';
import { socialStatusRoutes } from './tariffs/social-status.routes.ts';
import { tariffRoutes } from './tariffs/tariff.routes.ts';
import { ticketSaleListRoutes } from './tariffs/ticket-sale-list.routes.ts';
import { ticketSaleRoutes } from './tariffs/ticket-sale.routes.ts';

/** Adds routes under /api; each in the folder of what it is about. */
type AddRoutes = (api: Api) => Promise<void>;

/** All routes of core. */
const coreRoutes: readonly AddRoutes[] = [
  associationRoutes,
  billingRoutes,
  cardRoutes,
  cardStatusRoutes,
  cardSystemRoutes,
  checkInCodeRoutes,
  checkInRoutes,
  couponRoutes,
  currentPassholderRoutes,
  eventRoutes,
  eventSettingsRoutes,
  familyRoutes,
  groupPassRoutes,
  financialReportRoutes,
  interestRoutes,
  kioskDeviceRoutes,
  kioskRoutes,
  membershipPriceRoutes,
  membershipRoutes,
  organizerAdminRoutes,
  orderRoutes,
  organizerRoutes,
  passRoutes,
  passholderDetailsRoutes,
  passholderRoutes,
  permissionRoutes,
  pictureRoutes,
  pluginRoutes,
  pointsStatementRoutes,
  privacyRoutes,
  redemptionRoutes,
  rewardRoutes,
  rewardSettingsRoutes,
  privateNoteRoutes,
  registrationRoutes,
  rightsRoutes,
  roleRoutes,
  schoolRoutes,
  socialStatusRoutes,
  socialTariffExportRoutes,
  stockRoutes,
  tariffRoutes,
  ticketSaleListRoutes,
  ticketSaleRoutes,
  uitidRoutes,
  validationRoutes,
];

/** What the app is told from outside. */
export interface AppOptions {
  /** Whose access tokens it takes. */
  readonly issuer: TokenIssuer;
  /** Where it is reached, without a path: `http://localhost:3000`. */
  readonly publicUrl: string;
  readonly version: string;
  /** The client whose desk page is served at `/`: in the demo only. */
  readonly deskClient?: string | undefined;
  /** The folder with a folder for each plugin, from which `core.plugins` was discovered. */
  readonly pluginsFolder: URL;
  readonly log: { readonly level: string; readonly stream?: { write(line: string): void } };
  /** How much it takes on, and from whom; {@link NO_LIMITS} when left out. */
  readonly limits?: HttpLimits;
  /** By which `/metrics` is asked; from this machine only when left out. */
  readonly metricsToken?: string | undefined;
}

/**
 * Makes the web server out of its parts; the caller listens and closes. The order is the story:
 * what holds for every route comes before the routes.
 *
 * @throws AssertionError when a route says too little about itself, or a plugin was not mounted
 */
export async function createApp(
  core: Core,
  options: AppOptions,
  routes = coreRoutes,
): Promise<FastifyInstance> {
  // A client id that two towns have, or a permission set that none has, is refused here.
  clientsOf(core.installation());
  const catalogue = new ProblemCatalogue(core.plugins.values());
  const app = makeServer(options);
  app.decorate('core', core);
  app.decorate('publicUrl', options.publicUrl);

  const { limits = NO_LIMITS } = options;
  addSecurityHeaders(app);
  answerErrors(app, catalogue);
  addLoadShedding(app, limits.load);
  refuseBrokenRequests(app);
  acceptJsonBodies(app);
  app.setValidatorCompiler(createValidatorCompiler());
  addRateLimits(app, new RateLimiter(limits.rates, core.now));
  addRouteRules(app);
  addAuthorization(app, createTokenVerifier({ issuer: options.issuer, now: core.now }));
  addMetrics(app, options.metricsToken);
  await addOpenApi(app, options);

  addHealth(app);
  addProblemPages(app, catalogue);
  options.issuer.mount?.(app);
  if (options.deskClient !== undefined) await addDeskPage(app, options.deskClient);
  await app.register(
    async (api: Api) => {
      for (const addRoutes of routes) await addRoutes(api);
    },
    { prefix: '/api' },
  );
  await mountPlugins(app, options);
  await app.ready();
  return app;
}

function makeServer({ log, limits = NO_LIMITS }: AppOptions): FastifyInstance {
  const { level, stream } = log;
  const { headersTimeoutMs, requestTimeoutMs, trustedProxies } = limits;
  return fastify({
    ...brokenRequests,
    bodyLimit: BODY_LIMIT,
    // Random: a number that counts up would tell a reader of one log line how many came before.
    genReqId: () => randomUUID(),
    logController: new RequestLog(),
    logger: { ...logOptions(level), ...(stream && { stream }) },
    http: {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // How late a slow client may be cut; the platform looks every half minute as a rule.
      connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs),
      requireHostHeader: false,
    },
    requestTimeout: requestTimeoutMs,
    trustProxy: [...trustedProxies],
    // It is answered by us: core/http/load-shedding.ts.
    return503OnClosing: false,
  });
}

/** Autoload passes over what it does not recognise: every plugin must have come to the door. */
async function mountPlugins(app: FastifyInstance, { pluginsFolder }: AppOptions): Promise<void> {
  addPluginDoor(app);
  await app.register(autoload, {
    dir: fileURLToPath(pluginsFolder),
    dirNameRoutePrefix: false,
    forceESM: true,
    matchFilter: (file) => /^\/[^/]+\/index\.ts$/.test(file),
    maxDepth: 1,
  });
  const discovered = [...app.core.plugins.keys()].toSorted();
  assert.deepEqual([...app.mountedPlugins].toSorted(), discovered, 'every plugin is mounted');
}
