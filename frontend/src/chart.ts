// The graph itself. Energy and money are bars, power is a step line; generator sessions are soft bands behind.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkAreaComponent, MarkPointComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import type { ECBasicOption } from "echarts/types/dist/shared";
import { CanvasRenderer } from "echarts/renderers";
import type { Measure } from "./sliders";
import type { Found, Usage } from "./usage";
import { asLocal, day, decimals, rupees, time } from "./words";

use([AriaComponent, BarChart, CanvasRenderer, GridComponent, LineChart, MarkAreaComponent, MarkPointComponent, TooltipComponent]);

const MANY = 1_500; // beyond so many groups a bar is thinner than a pixel: drawn all at once
const MUCH = 0.2; // so much of a group found afterwards is worth a hatching
const UNITS: Record<Measure, string> = { kwh: "kWh", cost: "₹", kw: "kW" };
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

type Draw = (found: Found, measure: Measure, group: number) => void;

export function chart(place: HTMLElement): Draw {
  place.replaceChildren();
  const drawing = init(place, null, { renderer: "canvas" });
  new ResizeObserver(() => drawing.resize()).observe(place);
  let last: Parameters<Draw> | null = null;
  const draw: Draw = (...what) => {
    last = what;
    drawing.setOption(option(place, ...what), { notMerge: true });
  };
  dark.addEventListener("change", () => last && draw(...last));
  return draw;
}

function option(place: HTMLElement, found: Found, measure: Measure, group: number): ECBasicOption {
  const { usage } = found;
  const ink = colours(place);
  const length = group * 60;
  const narrow = place.clientWidth < 560;
  const starts = usage.at.map(asLocal);
  const first = starts[0] ?? 0;
  const end = asLocal((usage.at.at(-1) ?? 0) + length);
  return {
    animation: !still.matches && usage.at.length < 400,
    animationDuration: 250,
    useUTC: true,
    aria: { enabled: true },
    textStyle: { fontFamily: getComputedStyle(place).fontFamily, color: ink.quiet },
    grid: { left: 4, right: 8, top: 26, bottom: 4, containLabel: true },
    xAxis: {
      type: "time", min: first, max: end, splitNumber: narrow ? 4 : 8,
      axisLine: { lineStyle: { color: ink.line } }, axisTick: { lineStyle: { color: ink.line } }, splitLine: { show: false },
      axisLabel: {
        color: ink.quiet, hideOverlap: true,
        formatter: { year: "{yyyy}", month: "{MMM}", day: "{d} {MMM}", hour: "{HH}:{mm}", minute: "{HH}:{mm}" },
      },
    },
    yAxis: {
      type: "value", name: UNITS[measure], nameLocation: "end", nameGap: 10, nameTextStyle: { color: ink.quiet, align: "right" },
      splitNumber: narrow ? 3 : 5, axisLabel: { color: ink.quiet }, splitLine: { lineStyle: { color: ink.line } },
    },
    tooltip: {
      trigger: "axis", confine: true, axisPointer: { type: "line", lineStyle: { color: ink.quiet } },
      backgroundColor: ink.card, borderColor: ink.line, textStyle: { color: ink.text },
      formatter: (points: { dataIndex: number }[]) => tooltip(usage, points[0]?.dataIndex ?? 0, length),
    },
    series: measure === "kw" ? power(found, ink, starts, end) : amounts(found, measure, ink, starts, length, end),
  };
}

function amounts(found: Found, measure: "kwh" | "cost", ink: Ink, starts: number[], length: number, end: number): object[] {
  const { usage } = found;
  const many = usage.at.length > MANY;
  const series = (source: "eb" | "dg", name: string, colour: string): object => {
    const column = usage[`${source}_${measure}`];
    const shared = { name, stack: "sum", color: colour, itemStyle: { color: colour } };
    if (many) {
      return { ...shared, type: "bar", large: true, largeThreshold: 0, barWidth: 1, data: starts.map((x, i) => [x + length * 500, column[i] ?? "-"]) };
    }
    return {
      ...shared, type: "bar", barCategoryGap: usage.at.length > 200 ? 0 : "18%",
      data: starts.map((x, i) => {
        const recovered = (usage.recovered_kwh[i] ?? 0) > MUCH * ((usage.eb_kwh[i] ?? 0) + (usage.dg_kwh[i] ?? 0));
        // In the middle of its group; energy that was only found afterwards is hatched.
        return { value: [x + length * 500, column[i] ?? null], ...(recovered ? { itemStyle: { decal: HATCH } } : {}) };
      }),
    };
  };
  return [
    { ...series("eb", "Grid (EB)", ink.eb), ...marks(found, ink, starts, end) },
    series("dg", "Generator (DG)", ink.dg),
  ];
}

function power(found: Found, ink: Ink, starts: number[], end: number): object[] {
  const { usage } = found;
  const line = (name: string, column: (number | null)[], more: object): object => ({
    name, type: "line", step: "end", symbol: "none", connectNulls: false, data: starts.map((x, i) => [x, column[i] ?? null]), ...more,
  });
  return [
    { ...line("Mean", usage.mean_kw, { color: ink.eb, lineStyle: { width: 2, color: ink.eb }, areaStyle: { color: ink.eb, opacity: 0.12 } }), ...marks(found, ink, starts, end) },
    line("Highest", usage.max_kw, { color: ink.quiet, lineStyle: { width: 1, color: ink.quiet, type: "dotted" } }),
  ];
}

const HATCH = { symbol: "rect", color: "rgba(255,255,255,0.45)", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };

/** Generator sessions as bands, times without readings as grey ones, money that moved as marks on the axis. */
function marks(found: Found, ink: Ink, starts: number[], end: number): object {
  const first = starts[0] ?? 0;
  const clamp = (iso: string | null): number => (iso === null ? end : Math.min(Math.max(asLocal(Date.parse(iso) / 1000), first), end));
  const bands = found.sessions.map((s) => [{ xAxis: clamp(s.start), itemStyle: { color: ink.dg, opacity: 0.16 } }, { xAxis: clamp(s.end) }]);
  const points = found.movements
    .filter((m) => clamp(m.at) > first)
    .map((m) => ({
      coord: [clamp(m.at), 0], symbol: m.kind === "recharge" ? "triangle" : "diamond",
      itemStyle: { color: m.kind === "recharge" ? ink.good : ink.bad }, name: `${m.kind} ${rupees(m.amount)}`,
    }));
  return {
    markArea: { silent: true, data: [...bands, ...unobserved(found.usage, starts, end, ink)] },
    markPoint: { symbolSize: 11, symbolOffset: [0, -3], label: { show: false }, data: points, silent: true },
  };
}

function unobserved(usage: Usage, starts: number[], end: number, ink: Ink): object[] {
  const gaps: object[] = [];
  const now = Date.now() / 1000;
  let from = -1;
  for (let i = 0; i <= starts.length; i++) {
    const dark = i < starts.length && usage.coverage[i] === 0 && (usage.at[i] ?? 0) < now;
    if (dark && from < 0) from = i;
    if (!dark && from >= 0) {
      gaps.push([{ xAxis: starts[from], itemStyle: { color: ink.quiet, opacity: 0.1 } }, { xAxis: starts[i] ?? end }]);
      from = -1;
    }
  }
  return gaps;
}

function tooltip(usage: Usage, i: number, length: number): HTMLElement {
  const box = document.createElement("div");
  box.className = "tip";
  const at = usage.at[i] ?? 0;
  const line = (label: string, text: string, kind = ""): void => {
    const row = box.appendChild(document.createElement("p"));
    row.className = kind;
    row.append(label, Object.assign(document.createElement("b"), { textContent: text }));
  };
  const until = length >= 86_400 ? "" : ` ${time(at)}–${time(at + length)}`;
  box.appendChild(document.createElement("strong")).textContent = `${day(at)}${until}`;
  const eb = usage.eb_kwh[i], dg = usage.dg_kwh[i];
  if (eb == null || dg == null) {
    line("Nothing is known of this time", "");
    return box;
  }
  const ebCost = usage.eb_cost[i] ?? 0, dgCost = usage.dg_cost[i] ?? 0;
  line("Grid (EB)", `${decimals(eb)} kWh · ${rupees(ebCost)}`, "eb");
  line("Generator (DG)", `${decimals(dg)} kWh · ${rupees(dgCost)}`, "dg");
  line("Together", `${decimals(eb + dg)} kWh · ${rupees(ebCost + dgCost)}`);
  if (usage.mean_kw[i] != null) line("Load", `${decimals(usage.mean_kw[i] ?? 0)} kW, at most ${decimals(usage.max_kw[i] ?? 0)}`);
  const seen = usage.coverage[i] ?? 0;
  if (seen < 0.995 && at + length < Date.now() / 1000) line("Observed", `${Math.round(seen * 100)} %`);
  if ((usage.recovered_kwh[i] ?? 0) > 0) line("Found afterwards", `${decimals(usage.recovered_kwh[i] ?? 0)} kWh`);
  return box;
}

type Ink = Record<"text" | "quiet" | "line" | "card" | "eb" | "dg" | "good" | "bad", string>;

function colours(place: HTMLElement): Ink {
  const style = getComputedStyle(place);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return { text: of("text"), quiet: of("quiet"), line: of("line"), card: of("card"), eb: of("eb"), dg: of("dg"), good: of("good"), bad: of("bad") };
}
