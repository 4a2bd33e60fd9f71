/*
 * Puts the number of the last card back in its field, selected: the next scan replaces it, and
 * Enter asks again. Nothing depends on it: without scripts the field is empty, which suits a scan
 * as well.
 */
const card = document.querySelector('input');
// The browser itself waits with `autofocus` until it paints, and loses what was typed before.
card.focus();
if (card.value === '' && card.dataset.last !== undefined) {
  card.value = card.dataset.last;
  card.select();
}
