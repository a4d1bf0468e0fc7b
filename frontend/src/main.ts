// The page is complete as it comes. This keeps it current, and brings the graph.
import "modern-normalize/modern-normalize.css";
import "./style.css";
import { keepCurrent } from "./live";
import { sliders } from "./sliders";

document.documentElement.classList.add("scripted");
if (document.getElementById("now")) keepCurrent();

const place = document.getElementById("graph");
if (place) {
  const shown = sliders();
  requestAnimationFrame(() => void import("./graph").then(({ graph }) => graph(place, shown)));
}
const stretch = document.getElementById("explore-graph");
if (stretch) requestAnimationFrame(() => void import("./explore").then(({ explore }) => explore(stretch)));
