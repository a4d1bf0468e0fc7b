// The Explore page: its address says what is shown; every control leads to another address.
import { replaceRegions, written } from "./regions";
import { dragging } from "./dragging";
import { text } from "./texts";
import { get, type Found } from "./usage";
import type { Measure } from "./sliders";
import { whenWanted } from "./wanted";
import { asLocal } from "./words";

type Figures = Found & { measure: Measure; split: boolean };

export function explore(place: HTMLElement): void {
  const form = document.getElementById("view") as HTMLFormElement;
  let paint: ((found: Figures) => void) | null = null; // while there is no chart, the page's own drawing is the graph
  let atPx = (px: number): number => onDrawing(place, px);
  let under = new AbortController();

  const show = async (): Promise<void> => {
    under.abort();
    under = new AbortController();
    const { signal } = under;
    place.setAttribute("aria-busy", "true");
    try {
      const [page, found] = await Promise.all([written(location.href, signal), paint && figures(signal)]);
      if (signal.aborted) return;
      replaceRegions(page);
      fillIn(form, page);
      document.title = page.title;
      if (found) paint?.(found);
    } catch (error) {
      if (!signal.aborted) sayWrong(error);
    } finally {
      if (!signal.aborted) place.removeAttribute("aria-busy");
    }
  };
  const go = (query: string): void => {
    history.pushState(null, "", `${form.action}?${query}`);
    void show();
  };
  const zoom = (from: number, until: number): void => {
    const query = new URLSearchParams(asked(form, "group"));
    for (const name of ["range", "group"]) query.delete(name);
    query.set("start", minute(from));
    query.set("end", minute(until));
    go(query.toString());
  };

  form.addEventListener("change", (event) => go(asked(form, (event.target as HTMLInputElement).name)));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-view]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(new URL(link.href).search.slice(1));
  });
  addEventListener("popstate", () => void show());
  dragging(place, (px) => atPx(px), zoom);
  whenWanted(place, async (touched) => {
    const [{ chart }, found] = await Promise.all([import("./chart"), figures(under.signal)]);
    const graph = chart(place, zoom);
    atPx = graph.atPx;
    paint = (shown) => {
      graph.draw(shown, { measure: shown.measure, split: shown.split });
      Object.assign(place.dataset, { measure: shown.measure, buckets: shown.usage.at.length, compared: String(!!shown.past) });
    };
    paint(found);
    if (touched) graph.point(touched);
  });
}

const figures = (signal: AbortSignal): Promise<Figures> => get<Figures>(`/explore/figures${location.search}`, signal);

/** Where that is in time on the drawing of the page, epoch seconds. */
function onDrawing(place: HTMLElement, px: number): number {
  const drawn = place.querySelector<HTMLElement>("#drawing"), plot = place.querySelector(".plot");
  if (!drawn || !plot) return 0;
  const { left, width } = plot.getBoundingClientRect();
  const share = Math.min(Math.max((px + place.getBoundingClientRect().left - left) / width, 0), 1);
  const start = Number(drawn.dataset.start), end = Number(drawn.dataset.end);
  return start + share * (end - start);
}

/** The form as an address. What is a time of day stays unless the dates were changed; a new stretch finds its own group. */
function asked(form: HTMLFormElement, changed: string): string {
  const query = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const now = new URLSearchParams(location.search);
  if (changed === "start" || changed === "end") {
    query.delete("range");
    query.delete("group");
  } else if (query.get("range")) {
    query.delete("start");
    query.delete("end");
  } else {
    for (const name of ["start", "end"]) query.set(name, now.get(name) ?? query.get(name) ?? "");
  }
  for (const [name, value] of [...query]) if (value === "") query.delete(name);
  return query.toString();
}

/** The controls say what is shown, also after going back. */
function fillIn(form: HTMLFormElement, fresh: Document): void {
  for (const control of fresh.querySelectorAll<HTMLInputElement | HTMLSelectElement>("#view [name]")) {
    const mine = form.elements.namedItem(control.name) as HTMLInputElement | HTMLSelectElement | null;
    if (!mine) continue;
    if (mine instanceof HTMLSelectElement && mine.innerHTML !== control.innerHTML) mine.innerHTML = control.innerHTML;
    mine.value = control.value;
  }
}

function sayWrong(error: unknown): void {
  const summary = document.getElementById("summary");
  if (!summary) return;
  const told = document.createElement("p");
  told.className = "warning";
  told.textContent = error instanceof TypeError ? text("The tracker cannot be reached; the graph is as it was.") : (error as Error).message;
  summary.replaceChildren(told);
}

/** The minute of an instant as the address writes it, by the meter's clock. */
function minute(at: number): string {
  return new Date(asLocal(Math.round(at / 60) * 60)).toISOString().slice(0, 16);
}
