import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type {
  Entitlement,
  GovernmentPerson,
  GovernmentService,
  LoggedIn,
} from './government-service.ts';

/** How it behaves from now on. */
export type Behaviour = 'up' | 'slow' | 'down';

/** Somebody whom it knows, with what it says of that person. */
export interface SimulatedPerson extends GovernmentPerson {
  readonly entitlement: Entitlement;
  /** The national numbers of the children. */
  readonly children: readonly string[];
}

const LOGIN = '/social-tariff-validation/simulated-login';
const MOST_REMEMBERED = 1_000;

const lier = { street: 'Grote Markt 1', postalCode: '2500', city: 'Lier' };

/** Invented: who has a right to it, who has none, and of whom it is not known. */
const PERSONS: readonly SimulatedPerson[] = [
  {
    ...lier,
    nationalNumber: '85073003328',
    familyName: 'Claes',
    givenName: 'Jan',
    entitlement: { kind: 'entitled', until: '2027-12-31' },
    children: ['15091200146'],
  },
  {
    ...lier,
    nationalNumber: '15091200146',
    familyName: 'Claes',
    givenName: 'Fien',
    entitlement: { kind: 'entitled', until: '2027-12-31' },
    children: [],
  },
  {
    ...lier,
    nationalNumber: '00012556777',
    familyName: 'Somers',
    givenName: 'Hanne',
    entitlement: { kind: 'none' },
    children: [],
  },
];

/**
 * A stand-in for the service of the government, in this process: it knows a few invented persons,
 * lets anybody log in as one of them, and can be told to be slow or away. Not for production.
 */
export class SimulatedGovernment implements GovernmentService {
  readonly patienceMs: number;
  behaviour: Behaviour = 'up';
  readonly #persons: Map<string, SimulatedPerson>;
  readonly #codes = new Map<string, string>();
  readonly #sessions = new Map<string, string>();

  constructor({ patienceMs = 5_000, persons = PERSONS } = {}) {
    this.patienceMs = patienceMs;
    this.#persons = new Map(persons.map((person) => [person.nationalNumber, person]));
  }

  loginUrl({ callbackUrl, state }: { callbackUrl: string; state: string }): string {
    const query = new URLSearchParams({ callback: callbackUrl, state });
    return `${new URL(callbackUrl).origin}/api${LOGIN}?${query.toString()}`;
  }

  /** Lets it know somebody more, or otherwise. */
  know(person: Pick<SimulatedPerson, 'nationalNumber'> & Partial<SimulatedPerson>): void {
    const known = this.#persons.get(person.nationalNumber) ?? {
      ...lier,
      familyName: 'Peeters',
      givenName: 'Noor',
      entitlement: { kind: 'none' },
      children: [],
    };
    this.#persons.set(person.nationalNumber, { ...known, ...person });
  }

  /** Lets somebody log in; answers the code with which the browser goes back. */
  logIn(nationalNumber: string): string {
    return remember(this.#codes, nationalNumber);
  }

  async exchange(code: string): Promise<string | null> {
    await this.#answer();
    const nationalNumber = this.#codes.get(code);
    this.#codes.delete(code);
    return nationalNumber === undefined ? null : remember(this.#sessions, nationalNumber);
  }

  async identify(session: string): Promise<LoggedIn | null> {
    await this.#answer();
    const user = this.#persons.get(this.#sessions.get(session) ?? '');
    if (!user) return null;
    const children = user.children.flatMap((number) => this.#persons.get(number) ?? []);
    return { user, children };
  }

  async findEntitlement(nationalNumber: string): Promise<Entitlement> {
    await this.#answer();
    return this.#persons.get(nationalNumber)?.entitlement ?? { kind: 'unknown' };
  }

  /** A page on which somebody chooses who to be. */
  mount(app: FastifyInstance): void {
    app.get<{ Querystring: { callback?: string; state?: string } }>(
      LOGIN,
      { config: { public: true }, schema: { hide: true } },
      async ({ query }, reply) => {
        const links = [...this.#persons.values()].map((person) => {
          const code = this.logIn(person.nationalNumber);
          const back = new URLSearchParams({ code, state: query.state ?? '' });
          const href = `/api/social-tariff-validation/callback?${back.toString()}`;
          return `<li><a href="${href}">${person.givenName} ${person.familyName}</a></li>`;
        });
        return reply
          .type('text/html; charset=utf-8')
          .send(
            `<!doctype html><html lang="nl"><title>Wie bent u?</title><ul>${links.join('')}</ul>`,
          );
      },
    );
  }

  async #answer(): Promise<void> {
    if (this.behaviour === 'down') throw new Error('the simulated service is away');
    if (this.behaviour === 'slow') await delay(this.patienceMs * 20, undefined, { ref: false });
  }
}

/** Under a random name; the oldest is forgotten when there are many. */
function remember(names: Map<string, string>, value: string): string {
  const name = randomUUID();
  names.set(name, value);
  const [oldest] = names.keys();
  if (names.size > MOST_REMEMBERED && oldest !== undefined) names.delete(oldest);
  return name;
}
