import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import { isoOf } from '../../../core/contract/moment.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { RefusedPickUp } from './attendance.entity.ts';
import type { ChildcareConfig } from '../config.ts';
import { fetcherOf } from '../enrolments/sealed-about.ts';
import { assertDepartment } from '../places.ts';
import { notHere } from '../problems.ts';
import { day, moment } from '../shapes.ts';

const DayParams = Type.Object({ day: day('a day') });
const Refused = Type.Object({
  refusedAt: moment('when it was refused'),
  location: Type.String({ description: 'the key of the place' }),
  firstName: Type.String({ description: 'of the child' }),
  lastName: Type.String(),
  who: Type.String({ description: 'who is barred, as the list named that person then' }),
});

/** Who is barred and wanted to fetch a child: the department has to know, and to act. */
export const getRefusedPickUps: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/days/:day/refused-pick-ups',
  summary: 'Each time on a day that somebody who is barred wanted to fetch a child',
  permission: 'CHILDCARE_ACCESS_ATTENDANCES_READ',
  params: DayParams,
  response: Type.Array(Refused),
  problems: [notHere],
  async handle(host: Host<ChildcareConfig>, { params }: { params: Static<typeof DayParams> }) {
    assertDepartment(host);
    const { entities, municipality, passholders, secrets } = host;
    const rows = await entities.find(
      RefusedPickUp,
      { municipality, day: params.day },
      { orderBy: { refusedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
    );
    const persons = await passholders.describe(rows.map(({ passholderId }) => passholderId));
    return rows.map(({ id, location, passholderId, refusedAt, sealedName }) => {
      const { firstName = '', lastName = '' } = persons.get(passholderId) ?? {};
      const who = secrets.open(sealedName, fetcherOf(id));
      return { refusedAt: isoOf(refusedAt), location, firstName, lastName, who };
    });
  },
};
