// The chart by keyboard: arrows go from group to group, and what is shown there is spoken too.
import type { EChartsType } from "echarts/core";
import { text } from "./texts";

interface Asked { count: () => number; told: (index: number) => string; opened?: (index: number) => void }

export function asking(drawing: EChartsType, { count, told, opened }: Asked): void {
  const place = drawing.getDom();
  place.tabIndex = 0;
  place.setAttribute("role", "application");
  place.setAttribute("aria-roledescription", text("graph"));
  const spoken = Object.assign(document.createElement("p"), { className: "hidden" });
  spoken.setAttribute("aria-live", "assertive");
  place.after(spoken);
  let index = -1;
  const steps: Record<string, (now: number) => number> = {
    ArrowLeft: (now) => (now < 0 ? count() - 1 : now - 1), ArrowRight: (now) => now + 1, Home: () => 0, End: () => count() - 1,
  };
  place.addEventListener("keydown", (event) => {
    if (event.target !== place) return;
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      index = Math.min(Math.max(step(index), 0), count() - 1);
      drawing.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: index });
      spoken.textContent = told(index);
    } else if (event.key === "Enter" && index >= 0 && opened) {
      opened(index);
      index = -1;
    } else if (event.key === "Escape") {
      drawing.dispatchAction({ type: "hideTip" });
    }
  });
}
