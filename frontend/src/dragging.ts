// A drag across the chart chooses a stretch of time. A finger may still scroll the page up and down.
import type { EChartsType } from "echarts/core";

const LEAST_PX = 8;

export function dragging(drawing: EChartsType, chosen: (fromMs: number, untilMs: number) => void): void {
  const place = drawing.getDom();
  place.style.touchAction = "pan-y";
  const shade = place.appendChild(document.createElement("div"));
  shade.className = "dragged";
  let began: number | null = null;
  const x = (event: PointerEvent): number => event.clientX - place.getBoundingClientRect().left;
  place.addEventListener("pointerdown", (event) => {
    if (event.button === 0) began = x(event);
  });
  place.addEventListener("pointermove", (event) => {
    if (began === null) return;
    const width = Math.abs(x(event) - began);
    Object.assign(shade.style, { left: `${Math.min(x(event), began)}px`, width: `${width}px`, display: width < LEAST_PX ? "none" : "block" });
  });
  const end = (event: PointerEvent, done: boolean): void => {
    const from = began, until = x(event);
    began = null;
    shade.style.display = "none";
    if (!done || from === null || Math.abs(until - from) < LEAST_PX) return;
    const [low, high] = [Math.min(from, until), Math.max(from, until)].map((px) => drawing.convertFromPixel({ xAxisIndex: 0 }, px) as number);
    if (low !== undefined && high !== undefined) chosen(low, high);
  };
  addEventListener("pointerup", (event) => end(event, true));
  place.addEventListener("pointercancel", (event) => end(event, false));
}
