// A drag across the graph chooses a stretch of time. A finger may still scroll the page up and down.
const LEAST_PX = 8;

/** `atPx` tells the instant (epoch seconds) at so many pixels from the left of `place`. */
export function dragging(place: HTMLElement, atPx: (px: number) => number, chosen: (from: number, until: number) => void): void {
  place.style.touchAction = "pan-y";
  const shade = Object.assign(document.createElement("div"), { className: "dragged" });
  let began: number | null = null;
  const x = (event: PointerEvent): number => event.clientX - place.getBoundingClientRect().left;
  place.addEventListener("pointerdown", (event) => {
    if (event.button === 0) began = x(event);
  });
  place.addEventListener("pointermove", (event) => {
    if (began === null) return;
    const width = Math.abs(x(event) - began);
    if (!shade.isConnected) place.append(shade); // whatever draws the graph may have cleared its place
    Object.assign(shade.style, { left: `${Math.min(x(event), began)}px`, width: `${width}px`, display: width < LEAST_PX ? "none" : "block" });
  });
  const end = (event: PointerEvent, done: boolean): void => {
    const from = began, until = x(event);
    began = null;
    shade.remove();
    if (!done || from === null || Math.abs(until - from) < LEAST_PX) return;
    chosen(atPx(Math.min(from, until)), atPx(Math.max(from, until)));
  };
  addEventListener("pointerup", (event) => end(event, true));
  place.addEventListener("pointercancel", (event) => end(event, false));
}
