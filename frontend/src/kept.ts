// A page that the service worker kept, since the tracker is out of reach: it says so, and looks for the tracker again.
import { everySoOften } from "./page";
import { text } from "./texts";
import { ago } from "./words";

const PERIOD_MS = 10_000;

/** Says from when everything on the page is. */
export function sayOutOfReach(at: number): void {
  let told = document.getElementById("out-of-reach");
  if (!told) {
    told = Object.assign(document.createElement("p"), { id: "out-of-reach", role: "alert" });
    document.querySelector("main.page > header")?.after(told);
  }
  const words = text("No connection to the tracker: this is how things stood {when}. Is it still running?", { when: ago(at) });
  if (told.textContent !== words) told.textContent = words;
}

export const sayInReach = (): void => document.getElementById("out-of-reach")?.remove();

export function keptPage(at: number): void {
  sayOutOfReach(at);
  everySoOften(PERIOD_MS, async () => {
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) location.reload();
  });
}

/** Registers the worker, where the browser allows it: at localhost, and over https. */
export function keepPages(): void {
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => void navigator.serviceWorker.register("/worker.js").catch(() => undefined));
}
