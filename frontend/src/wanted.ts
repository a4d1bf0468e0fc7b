// The page brings its graph as a drawing. The chart, which can be asked with pointer, finger and keys, comes when it is wanted:
// at once where a pointer may hover, else with the first touch, so that a phone need not load what nobody asks for.
const hovering = matchMedia("(hover: hover)");

/** Calls `load` once; with the touch that asked for it, if it was one on the graph itself. */
export function whenWanted(place: HTMLElement, load: (touched: PointerEvent | null) => Promise<void>): void {
  const card = place.closest(".card") ?? place;
  let asked = false;
  const once = (event: Event | null): void => {
    if (asked) return;
    asked = true;
    const touched = event instanceof PointerEvent && place.contains(event.target as Node) ? event : null;
    // Out of reach now, it may be in reach later: the drawing stays, and the next touch asks again.
    load(touched).catch(() => (asked = false));
  };
  for (const kind of ["pointerdown", "focusin", "keydown"]) card.addEventListener(kind, once);
  const soon = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 200));
  if (hovering.matches) soon(() => once(null));
}
