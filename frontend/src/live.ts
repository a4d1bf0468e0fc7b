// The server writes every word of the page; here its newest version of the live regions takes the place of the old.
import { sayInReach, sayOutOfReach } from "./kept";
import { everySoOften, query } from "./page";
import { replaceRegions, written } from "./regions";

const PERIOD_MS = 5_000;
const DRAWING_PERIOD_MS = 30_000;

export function keepCurrent(): void {
  everySoOften(PERIOD_MS, async () => {
    try {
      replaceRegions(await written(`/live?${query()}`));
      sayInReach();
    } catch {
      sayOutOfReach(Number(document.getElementById("updated")?.dataset.at ?? 0));
    }
  });
}

/** The page's own drawing of the graph and the table below it, until the chart takes their place. */
export function keepDrawn(): void {
  everySoOften(DRAWING_PERIOD_MS, async () => {
    if (document.getElementById("drawing")) replaceRegions(await written(location.href));
  });
}
