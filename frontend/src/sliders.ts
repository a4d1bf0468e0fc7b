// The two sliders, their exact fields beside them, and the switch of what is measured: one view in all.
import { hoursInWords, minutesInWords } from "./words";

export type Measure = "kwh" | "cost" | "kw" | "peak" | "time";
export interface View { hours: number; group: number; measure: Measure }
export interface Shown { view: View; onChange: (listener: () => void) => void }

const TYPING_MS = 200;

export function sliders(): Shown {
  const graph = document.getElementById("graph")!;
  const view: View = { hours: Number(graph.dataset.hours), group: Number(graph.dataset.group), measure: "kwh" };
  const listeners: (() => void)[] = [];
  let waiting = 0;
  const changed = (): void => {
    const address = new URL(location.href);
    address.searchParams.set("hours", String(view.hours));
    address.searchParams.set("group", String(view.group));
    history.replaceState(null, "", address);
    clearTimeout(waiting);
    waiting = window.setTimeout(() => listeners.forEach((tell) => tell()), TYPING_MS);
  };
  slider("interval", "hours", hoursInWords, view.hours, (hours) => { view.hours = hours; changed(); });
  slider("group", "minutes", minutesInWords, view.group, (group) => { view.group = group; changed(); });
  measures(view, changed);
  document.querySelector("form.sliders")?.addEventListener("submit", (event) => event.preventDefault());
  return { view, onChange: (listener) => listeners.push(listener) };
}

function slider(id: string, exactId: string, inWords: (value: number) => string, value: number, chosen: (value: number) => void): void {
  const range = document.getElementById(id) as HTMLInputElement;
  const exact = document.getElementById(exactId) as HTMLInputElement;
  const words = document.getElementById(`${id}-words`)!;
  const steps = (range.dataset.steps ?? "").split(" ").map(Number);
  const show = (now: number): void => {
    words.textContent = inWords(now);
    range.setAttribute("aria-valuetext", inWords(now));
  };
  const nearest = (now: number): number =>
    steps.reduce((best, step, index) => (Math.abs(step - now) < Math.abs((steps[best] ?? 0) - now) ? index : best), 0);
  range.value = String(nearest(value));
  show(value);
  range.addEventListener("input", () => {
    const now = steps[Number(range.value)] ?? value;
    exact.value = String(now);
    show(now);
    chosen(now);
  });
  exact.addEventListener("input", () => {
    if (!exact.value || !exact.checkValidity()) return;
    const now = Number(exact.value);
    range.value = String(nearest(now));
    show(now);
    chosen(now);
  });
}

function measures(view: View, changed: () => void): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-measure]")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      view.measure = button.dataset.measure as Measure;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      changed();
    });
  }
}
