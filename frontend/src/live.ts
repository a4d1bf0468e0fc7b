// The server writes every word of the page; here its newest version of the live regions takes the place of the old.
import { everySoOften, query } from "./page";
import { replaceRegions } from "./regions";
import { text } from "./texts";

const PERIOD_MS = 5_000;

export function keepCurrent(): void {
  everySoOften(PERIOD_MS, async () => {
    try {
      const answer = await fetch(`/live?${query()}`, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      replaceRegions(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      sayUnreachable();
    }
  });
}

function sayUnreachable(): void {
  const updated = document.getElementById("updated");
  if (!updated) return;
  updated.className = "offline";
  updated.textContent = text("This page cannot reach the tracker: the figures are as old as they were. Is it still running?");
}
