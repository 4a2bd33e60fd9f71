import { openApi, type TestApi } from '../../../test/fixtures/open-api.ts';
import { askPrice, ticketAt } from '../../../test/api/api-desk.ts';

type Test = Parameters<typeof openApi>[0];

export const WELFARE = 'lier-welfare';
export const TILL = 'lier-restaurant-till';
export const BUS = 'lier-bus-counter';

/** Lier as it is shipped, with a meal at the restaurant; benefits are given by the real API. */
export async function openBenefits(t: Test) {
  const api = await openApi(t);
  const meal = await api.addEvent('restaurant', { regularPriceCents: 1200, earnsPoints: false });
  return {
    api,
    meal,
    /** Somebody new, with these benefits until the end of next year. */
    async addHolder(benefits: readonly string[], until = '2027-12-31') {
      const holder = await api.addHolder();
      if (benefits.length > 0) await give(api, holder.passholderId, { benefits, until });
      return holder;
    },
    give: (id: string, benefits: readonly string[], until = '2027-12-31') =>
      give(api, id, { benefits, until }),
    rightsOf: (client: string, number: string) => rightsOf(api, client, number),
    ticketFor: async (number: string, client = TILL, eventId = meal) => {
      const price = await askPrice(api, client, { number, eventId });
      return { ...ticketAt(price, { number, eventId }), priceCents: price.priceCents };
    },
    sell: (order: object, client = TILL) => {
      const { priceCents: _, ...ticket } = order as { priceCents?: number };
      return api.as(client).post('/ticket-sales?means=card', [ticket]);
    },
  };
}

async function give(
  api: TestApi,
  passholderId: string,
  { benefits, until }: { benefits: readonly string[]; until: string },
) {
  return api.as(WELFARE).put(`/gomorpas/passholders/${passholderId}`, {
    ground: 'leefloon',
    benefits,
    validUntil: until,
  });
}

interface Line {
  readonly right: string;
  readonly roleId: string;
  readonly title: { readonly nl: string };
  readonly permit: boolean;
  readonly remaining: number | null;
}

async function rightsOf(api: TestApi, client: string, number: string): Promise<Line[]> {
  const answer = await api.as(client).get(`/passes/${number}/rights`);
  const { rights } = answer.json<{ rights: Line[] }>();
  return rights.filter(({ right }) => /^(?:gomorpas|voordeel)/.test(right));
}
