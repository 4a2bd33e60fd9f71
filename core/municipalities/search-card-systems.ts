import type { Installation } from './installation.ts';
import { showCardSystem, townsOfCardSystem } from './card-system-shape.ts';
import { isPostalCode } from './postal-code.ts';
import { invalidPostalCode, postalCodeRequired } from './problems.ts';

/** Which card systems are asked, and in what order, as UiTPAS names it. */
export interface CardSystemQuestion {
  /** Of the temporary ones there are none. */
  readonly permanent: boolean;
  readonly city?: readonly string[];
  readonly postalCode?: readonly string[];
  readonly sort?: 'name' | '-name' | 'postalCode' | '-postalCode';
  readonly postalCodeSort?: string;
}

type Shown = ReturnType<typeof showCardSystem>;

const alphabet = new Intl.Collator('nl-BE');

/**
 * The card systems of this installation that a question is about. What is said of them says nothing
 * of any holder.
 *
 * @throws Problem `postal-code-required`, `invalid-postal-code`
 */
export function searchCardSystems(
  installation: Installation,
  question: CardSystemQuestion,
): Shown[] {
  const { permanent, city, postalCode, sort = 'name' } = question;
  const center = sort.endsWith('postalCode') ? centerOf(question.postalCodeSort) : 0;
  if (!permanent) return [];
  const names = city?.map((name) => name.toLocaleLowerCase('nl-BE'));
  const ids = new Set(installation.municipalities.map((town) => town.cardSystemId));
  const found = [...ids]
    .map((id) => showCardSystem(townsOfCardSystem(installation, id)))
    .filter(({ cities }) =>
      cities.some(
        (one) =>
          (names?.includes(one.name.toLocaleLowerCase('nl-BE')) ?? true) &&
          (postalCode?.includes(one.postalCode) ?? true),
      ),
    );
  const byName = (a: Shown, b: Shown): number => alphabet.compare(a.name, b.name) || a.id - b.id;
  const sorted = sort.endsWith('name')
    ? found.toSorted(byName)
    : found.toSorted((a, b) => distance(a, center) - distance(b, center) || byName(a, b));
  return sort.startsWith('-') ? sorted.toReversed() : sorted;
}

function centerOf(postalCodeSort: string | undefined): number {
  if (postalCodeSort === undefined) throw postalCodeRequired();
  if (!isPostalCode(postalCodeSort)) throw invalidPostalCode();
  return Number(postalCodeSort);
}

/** How far the nearest city is, in postal codes: neighbours have numbers near each other. */
function distance({ cities }: Shown, center: number): number {
  return Math.min(...cities.map(({ postalCode }) => Math.abs(Number(postalCode) - center)));
}
