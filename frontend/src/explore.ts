// The Explore page: its address says what is shown; every control leads to another address.
import { chart } from "./chart";
import { replaceRegions } from "./regions";
import { dragging } from "./dragging";
import { text } from "./texts";
import { get, type Found } from "./usage";
import type { Measure } from "./sliders";
import { asLocal, fromLocal } from "./words";

type Figures = Found & { measure: Measure; split: boolean };

export function explore(place: HTMLElement): void {
  const form = document.getElementById("view") as HTMLFormElement;
  const { draw, drawing } = chart(place);
  let under = new AbortController();

  const show = async (): Promise<void> => {
    under.abort();
    under = new AbortController();
    const { signal } = under;
    place.setAttribute("aria-busy", "true");
    try {
      const [page, found] = await Promise.all([
        fetch(location.href, { signal, cache: "no-cache" }).then((answer) => answer.text()),
        figures(signal),
      ]);
      if (signal.aborted) return;
      const fresh = new DOMParser().parseFromString(page, "text/html");
      replaceRegions(fresh);
      fillIn(form, fresh);
      document.title = fresh.title;
      paint(found);
    } catch (error) {
      if (!signal.aborted) sayWrong(error);
    }
  };
  const paint = (found: Figures): void => {
    draw(found, { measure: found.measure, split: found.split });
    Object.assign(place.dataset, { measure: found.measure, buckets: found.usage.at.length, compared: String(!!found.past) });
    place.removeAttribute("aria-busy");
  };
  const go = (query: string): void => {
    history.pushState(null, "", `${form.action}?${query}`);
    void show();
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
  dragging(drawing, (from, until) => {
    const query = new URLSearchParams(asked(form, "group"));
    query.delete("range");
    query.delete("group");
    query.set("start", minute(from));
    query.set("end", minute(until));
    go(query.toString());
  });
  figures(under.signal).then(paint, sayWrong);
}

const figures = (signal: AbortSignal): Promise<Figures> => get<Figures>(`/explore/figures${location.search}`, signal);

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

/** A local minute as the address writes it. */
function minute(localMs: number): string {
  const at = Math.round(fromLocal(localMs) / 60) * 60;
  return new Date(asLocal(at)).toISOString().slice(0, 16);
}
