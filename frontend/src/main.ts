// The page is complete as it comes. This keeps it current, and brings the chart.
import "modern-normalize/modern-normalize.css";
import "./style.css";
import { explore } from "./explore";
import { keepPages, keptPage } from "./kept";
import { keepCurrent, keepDrawn } from "./live";
import { sliders } from "./sliders";
import { whenWanted } from "./wanted";

document.documentElement.classList.add("scripted");
const kept = document.querySelector<HTMLElement>("main.page")?.dataset.kept;
if (kept) keptPage(Number(kept));
else if (document.getElementById("now")) keepCurrent();
keepPages();

const place = document.getElementById("graph");
if (place) {
  const shown = sliders();
  keepDrawn();
  whenWanted(place, async (touched) => (await import("./graph")).graph(place, shown, touched));
}
const stretch = document.getElementById("explore-graph");
if (stretch) explore(stretch);

// A calendar wider than the screen shows its newest days.
for (const wide of document.querySelectorAll<HTMLElement>("[data-newest]")) {
  wide.scrollLeft = Number(wide.dataset.newest) * wide.scrollWidth - 0.8 * wide.clientWidth;
}
