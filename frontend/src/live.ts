// The server writes every word of the page; here its newest version of the live regions takes the place of the old.
import { everySoOften, query } from "./page";

const PERIOD_MS = 5_000;

export function keepCurrent(): void {
  everySoOften(PERIOD_MS, async () => {
    try {
      const answer = await fetch(`/live?${query()}`, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      replaceRegions(await answer.text());
    } catch {
      sayUnreachable();
    }
  });
}

function replaceRegions(html: string): void {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const region of fresh.querySelectorAll<HTMLElement>("[data-region]")) {
    const old = document.getElementById(region.id);
    // An unchanged region stays as it is: a screen reader speaks only of what is new.
    if (old && old.outerHTML !== region.outerHTML) old.replaceWith(document.adoptNode(region));
  }
}

function sayUnreachable(): void {
  const updated = document.getElementById("updated");
  if (!updated) return;
  updated.className = "offline";
  updated.textContent = "This page cannot reach the tracker: the figures are as old as they were. Is it still running?";
}
