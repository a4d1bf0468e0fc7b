// Keeps chart, sum and table at what the sliders say.
import { chart, type Chart } from "./chart";
import { everySoOften } from "./page";
import type { Shown } from "./sliders";
import { table } from "./table";
import { find, type Usage } from "./usage";
import { text } from "./texts";
import { ago, decimals, rupees } from "./words";

const PERIOD_MS = 30_000;

/** The first drawing is there when this is done. */
export async function graph(place: HTMLElement, shown: Shown, touched: PointerEvent | null): Promise<void> {
  let drawn: Chart | null = null; // made with its first figures, so that the place is never empty
  const sum = document.getElementById("graph-sum")!;
  let under = new AbortController();
  const show = async (): Promise<void> => {
    under.abort();
    under = new AbortController();
    const { signal } = under;
    const { hours, group, measure } = shown.view;
    try {
      const found = await find(hours, group, signal);
      if (signal.aborted) return;
      drawn ??= chart(place);
      drawn.draw(found, { measure, split: true });
      table(found.usage);
      sum.textContent = inWords(found.usage);
      sum.classList.remove("warning");
      Object.assign(place.dataset, { hours, group, measure, buckets: found.usage.at.length });
    } catch (error) {
      if (signal.aborted) return;
      sum.classList.add("warning");
      sum.textContent = error instanceof TypeError ? text("The tracker cannot be reached; the graph is as it was.") : (error as Error).message;
    }
  };
  shown.onChange(() => void show());
  everySoOften(PERIOD_MS, show);
  await show();
  if (touched) (drawn as Chart | null)?.point(touched);
}

/** Of whole groups, so it says since when that is. */
function inWords({ at, eb_kwh, totals }: Usage): string {
  if (eb_kwh.every((kwh) => kwh === null)) return text("Nothing is known of this time");
  const cost = rupees(totals.eb_cost + totals.dg_cost);
  const together = text("Since {when} {kwh} kWh for {cost}", { when: ago(at[0] ?? 0), kwh: decimals(totals.eb_kwh + totals.dg_kwh), cost });
  if (!totals.dg_kwh) return together;
  const generator = { kwh: decimals(totals.dg_kwh), cost: rupees(totals.dg_cost) };
  return `${together}, ${text("of it {kwh} kWh for {cost} from the generator", generator)}`;
}
