import type { Core } from '../core.ts';
import { serviceUnavailable, urlNotFound } from '../http/problems.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import type { GovernmentService } from './government-service.ts';

/**
 * The service that a town asks.
 *
 * @throws Problem `not-found` where the town has none
 */
export function governmentOf(
  core: Pick<Core, 'governments'>,
  { config }: ActiveMunicipality,
): GovernmentService {
  const service = core.governments.get(config.socialTariff.validation?.service ?? '');
  if (!service) throw urlNotFound();
  return service;
}

/**
 * Asks the service something, and waits as long as it is known for.
 *
 * @throws Problem `service-unavailable` when it is away, or too slow: nothing was changed then
 */
export async function askGovernment<Answer>(
  service: GovernmentService,
  ask: (service: GovernmentService) => Promise<Answer>,
): Promise<Answer> {
  const signal = AbortSignal.timeout(service.patienceMs);
  const tooSlow = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no answer in time')));
  });
  try {
    return await Promise.race([ask(service), tooSlow]);
  } catch (cause) {
    const problem = serviceUnavailable({
      detail: 'the service of the government does not answer',
      endUserMessage: { nl: 'De overheidsdienst antwoordt nu niet. Probeer het later opnieuw.' },
    });
    problem.cause = cause;
    throw problem;
  }
}
