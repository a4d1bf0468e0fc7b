// The graph itself. Energy and money are bars, power is a step line; generator sessions are soft bands behind.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkAreaComponent, MarkPointComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import type { ECBasicOption } from "echarts/types/dist/shared";
import { CanvasRenderer } from "echarts/renderers";
import { asking } from "./asking";
import type { Measure } from "./sliders";
import { text } from "./texts";
import type { Column, Found } from "./usage";
import { asLocal, day, decimals, fromLocal, onAxis, rupees, time } from "./words";

use([AriaComponent, BarChart, CanvasRenderer, GridComponent, LineChart, MarkAreaComponent, MarkPointComponent, TooltipComponent]);

const MANY = 1_500; // beyond so many groups a bar is thinner than a pixel: drawn all at once
const MUCH = 0.2; // so much of a group found afterwards is worth a hatching
const MONTHS_MS = 90 * 86_400_000; // of so long a stretch the first of a month is named by the month alone
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** What is drawn: the measure, and whether the sources stand apart. */
export interface Look { measure: Measure; split: boolean }
type Draw = (found: Found, look: Look) => void;

/** `point` shows the figures under a finger; `atPx` tells the instant (epoch seconds) at so many pixels from the left. */
export interface Chart { draw: Draw; point: (at: PointerEvent) => void; atPx: (px: number) => number }

/** Takes the place of what is there. `opened` is told the group that was entered by keyboard, in epoch seconds. */
export function chart(place: HTMLElement, opened?: (from: number, until: number) => void): Chart {
  const drawing = init(place, null, { renderer: "canvas" });
  new ResizeObserver(() => drawing.resize()).observe(place);
  let last: Parameters<Draw> | null = null;
  const draw: Draw = (...what) => {
    last = what;
    drawing.setOption(option(place, ...what), { notMerge: true });
  };
  dark.addEventListener("change", () => last && draw(...last));
  asking(drawing, {
    count: () => last?.[0].usage.at.length ?? 0,
    told: (index) => (last ? inWords(tooltip(last[0], index, new Frame(last[0]))) : ""),
    ...(opened && { opened: (index) => last && opened(last[0].usage.at[index] ?? 0, new Frame(last[0]).until(index)) }),
  });
  return {
    draw,
    point: (at) => {
      const { left, top } = place.getBoundingClientRect();
      drawing.dispatchAction({ type: "showTip", x: at.clientX - left, y: at.clientY - top });
    },
    atPx: (px) => fromLocal(drawing.convertFromPixel({ xAxisIndex: 0 }, px) as number),
  };
}

const inWords = (box: HTMLElement): string => [...box.children].map((line) => line.textContent).join(". ");

function option(place: HTMLElement, found: Found, look: Look): ECBasicOption {
  const { usage } = found;
  const ink = colours(place);
  const narrow = place.clientWidth < 560;
  const frame = new Frame(found);
  return {
    animation: !still.matches && usage.at.length < 400,
    animationDuration: 250,
    useUTC: true,
    aria: { enabled: true },
    textStyle: { fontFamily: getComputedStyle(place).fontFamily, color: ink.quiet },
    grid: { left: 4, right: 8, top: 26, bottom: 4, containLabel: true },
    xAxis: {
      type: "time", min: frame.first, max: frame.end, splitNumber: narrow ? 4 : 8,
      axisLine: { lineStyle: { color: ink.line } }, axisTick: { lineStyle: { color: ink.line } }, splitLine: { show: false },
      axisLabel: {
        color: ink.quiet, hideOverlap: true,
        formatter: (localMs: number) => onAxis(localMs, frame.end - frame.first > MONTHS_MS),
      },
    },
    yAxis: {
      type: "value", name: unit(look.measure), nameLocation: "end", nameGap: 10, nameTextStyle: { color: ink.quiet, align: "left" },
      splitNumber: narrow ? 3 : 5, axisLabel: { color: ink.quiet }, splitLine: { lineStyle: { color: ink.line } },
    },
    tooltip: {
      trigger: "axis", confine: true, axisPointer: { type: "line", lineStyle: { color: ink.quiet } },
      backgroundColor: ink.card, borderColor: ink.line, textStyle: { color: ink.text },
      formatter: (points: { dataIndex: number }[]) => tooltip(found, points[0]?.dataIndex ?? 0, frame),
    },
    series: [...drawn(found, look, ink, frame), ...past(found, look, ink, frame)],
  };
}

const unit = (measure: Measure): string => ({ kwh: "kWh", cost: "₹", kw: "kW", peak: "kW", time: text("hours") })[measure];

/** Where the groups lie on the axis: local ms, which the chart takes for UTC. */
class Frame {
  readonly starts: number[];
  readonly first: number;
  readonly end: number;
  constructor(readonly found: Found) {
    this.starts = found.usage.at.map(asLocal);
    this.first = this.starts[0] ?? 0;
    this.end = asLocal(found.until);
  }
  /** A group's end, epoch seconds: not every group is of one length. */
  until = (i: number): number => this.found.usage.at[i + 1] ?? this.found.until;
  middle = (i: number): number => ((this.starts[i] ?? 0) + (this.starts[i + 1] ?? this.end)) / 2;
  clamp = (at: number | null): number => (at === null ? this.end : Math.min(Math.max(asLocal(at), this.first), this.end));
}

/** The two columns of a measure that is divided by source. */
function columns({ usage, hours }: Found, measure: Measure): { eb: Column; dg: Column } {
  if (measure === "time") return hours ?? { eb: [], dg: [] };
  return measure === "cost" ? { eb: usage.eb_cost, dg: usage.dg_cost } : { eb: usage.eb_kwh, dg: usage.dg_kwh };
}

function imported({ usage }: Found, measure: Measure): Column | undefined {
  return measure === "cost" ? usage.imported_cost : measure === "kwh" ? usage.imported_kwh : undefined;
}

function drawn(found: Found, look: Look, ink: Ink, frame: Frame): object[] {
  if (look.measure === "kw" || look.measure === "peak") return power(found, look.measure, ink, frame);
  const { eb, dg } = columns(found, look.measure);
  const before = imported(found, look.measure);
  const early = before ? [bars(found, text("Before this tracker"), before, ink.before, frame)] : [];
  if (!look.split) return [{ ...bars(found, text("Together"), eb.map((kwh, i) => add(kwh, dg[i])), ink.eb, frame), ...marks(found, ink, frame) }, ...early];
  return [
    { ...bars(found, text("Grid (EB)"), eb, ink.eb, frame), ...marks(found, ink, frame) },
    bars(found, text("Generator (DG)"), dg, ink.dg, frame),
    ...early,
  ];
}

function bars({ usage }: Found, name: string, column: Column, colour: string, frame: Frame): object {
  const shared = { name, type: "bar", stack: "sum", color: colour, itemStyle: { color: colour } };
  if (usage.at.length > MANY) {
    return { ...shared, large: true, largeThreshold: 0, barWidth: 1, data: frame.starts.map((_, i) => [frame.middle(i), column[i] ?? "-"]) };
  }
  return {
    ...shared, barCategoryGap: usage.at.length > 200 ? 0 : "18%",
    data: frame.starts.map((_, i) => {
      const recovered = (usage.recovered_kwh[i] ?? 0) > MUCH * ((usage.eb_kwh[i] ?? 0) + (usage.dg_kwh[i] ?? 0));
      // In the middle of its group; energy that was only found afterwards is hatched.
      return { value: [frame.middle(i), column[i] ?? null], ...(recovered ? { itemStyle: { decal: HATCH } } : {}) };
    }),
  };
}

function power(found: Found, measure: Measure, ink: Ink, frame: Frame): object[] {
  const { usage } = found;
  const peak = measure === "peak";
  const line = (name: string, column: Column, strong: boolean): object => ({
    name, type: "line", step: "end", symbol: "none", connectNulls: false, color: strong ? ink.eb : ink.quiet,
    data: frame.starts.map((x, i) => [x, column[i] ?? null]),
    lineStyle: strong ? { width: 2, color: ink.eb } : { width: 1, color: ink.quiet, type: "dotted" },
    ...(strong ? { areaStyle: { color: ink.eb, opacity: 0.12 } } : {}),
  });
  return [
    { ...line(text("Mean"), usage.mean_kw, !peak), ...marks(found, ink, frame) },
    line(text("Highest"), usage.max_kw, peak),
  ];
}

/** What it is compared with, as a dashed line of both sources over the bars. */
function past({ past: then }: Found, { measure }: Look, ink: Ink, frame: Frame): object[] {
  if (!then || measure === "peak") return [];
  const column = {
    kwh: () => then.eb_kwh.map((kwh, i) => add(kwh, then.dg_kwh[i])),
    cost: () => then.eb_cost.map((cost, i) => add(cost, then.dg_cost[i])),
    kw: () => then.mean_kw,
    time: () => then.dg_hours,
  }[measure]();
  return [{
    name: text("Compared with"), type: "line", step: "middle", symbol: "none", connectNulls: false, z: 5, color: ink.text,
    lineStyle: { width: 1.5, color: ink.text, type: "dashed" }, data: frame.starts.map((_, i) => [frame.middle(i), column[i] ?? null]),
  }];
}

const add = (a: number | null | undefined, b: number | null | undefined): number | null => (a == null && b == null ? null : (a ?? 0) + (b ?? 0));

const HATCH = { symbol: "rect", color: "rgba(255,255,255,0.45)", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };

/** Generator sessions as bands, times without readings as grey ones, money that moved as marks on the axis. */
function marks(found: Found, ink: Ink, frame: Frame): object {
  const bands = found.sessions.map((s) => [{ xAxis: frame.clamp(s.start), itemStyle: { color: ink.dg, opacity: 0.16 } }, { xAxis: frame.clamp(s.end) }]);
  const points = found.movements
    .filter((m) => frame.clamp(m.at) > frame.first)
    .map((m) => ({
      coord: [frame.clamp(m.at), 0], symbol: m.kind === "recharge" ? "triangle" : "diamond",
      itemStyle: { color: m.kind === "recharge" ? ink.good : ink.bad }, name: rupees(m.amount),
    }));
  return {
    markArea: { silent: true, data: [...bands, ...unobserved(found, frame, ink)] },
    markPoint: { symbolSize: 11, symbolOffset: [0, -3], label: { show: false }, data: points, silent: true },
  };
}

function unobserved({ usage }: Found, frame: Frame, ink: Ink): object[] {
  const gaps: object[] = [];
  const now = Date.now() / 1000;
  let from = -1;
  for (let i = 0; i <= frame.starts.length; i++) {
    const dark = i < frame.starts.length && usage.coverage[i] === 0 && usage.imported_cost?.[i] == null && (usage.at[i] ?? 0) < now;
    if (dark && from < 0) from = i;
    if (!dark && from >= 0) {
      gaps.push([{ xAxis: frame.starts[from], itemStyle: { color: ink.quiet, opacity: 0.1 } }, { xAxis: frame.starts[i] ?? frame.end }]);
      from = -1;
    }
  }
  return gaps;
}

function tooltip({ usage, past: then, hours }: Found, i: number, frame: Frame): HTMLElement {
  const box = document.createElement("div");
  box.className = "tip";
  const at = usage.at[i] ?? 0;
  const line = (label: string, value: string, kind = ""): void => {
    const row = box.appendChild(document.createElement("p"));
    row.className = kind;
    row.append(value ? `${label} ` : label, Object.assign(document.createElement("b"), { textContent: value }));
  };
  const length = frame.until(i) - at;
  const until = length < 23 * 3600 ? ` ${time(at)}–${time(at + length)}` : length > 25 * 3600 ? ` – ${day(at + length - 1)}` : "";
  box.appendChild(document.createElement("strong")).textContent = `${day(at)}${until}`;
  const eb = usage.eb_kwh[i], dg = usage.dg_kwh[i];
  const before = usage.imported_cost?.[i];
  if (before != null) line(text("Before this tracker, estimated"), `${decimals(usage.imported_kwh?.[i] ?? 0)} kWh · ${rupees(before)}`, "imported");
  if (eb == null || dg == null) {
    if (before == null) line(text("Nothing is known of this time"), "");
  } else {
    const ebCost = usage.eb_cost[i] ?? 0, dgCost = usage.dg_cost[i] ?? 0;
    const on = (source: "eb" | "dg"): string => (hours?.[source][i] ? ` · ${decimals(hours[source][i] ?? 0)} h` : "");
    line(text("Grid (EB)"), `${decimals(eb)} kWh · ${rupees(ebCost)}${on("eb")}`, "eb");
    line(text("Generator (DG)"), `${decimals(dg)} kWh · ${rupees(dgCost)}${on("dg")}`, "dg");
    line(text("Together"), `${decimals(eb + dg)} kWh · ${rupees(ebCost + dgCost)}`);
    if (usage.mean_kw[i] != null) line(text("Load"), `${decimals(usage.mean_kw[i] ?? 0)} kW, ${text("at most {kw}", { kw: decimals(usage.max_kw[i] ?? 0) })}`);
    const seen = usage.coverage[i] ?? 0;
    if (seen < 0.995 && at + length < Date.now() / 1000) line(text("Observed"), `${Math.round(seen * 100)} %`);
    if ((usage.recovered_kwh[i] ?? 0) > 0) line(text("Found afterwards"), `${decimals(usage.recovered_kwh[i] ?? 0)} kWh`);
  }
  if (then && then.eb_kwh[i] != null) {
    const days = then.days > 1 ? ` (${text("{n} of {all} days", { n: then.rests_on[i] ?? 0, all: then.days })})` : "";
    line(text("Compared with"), `${decimals(add(then.eb_kwh[i], then.dg_kwh[i]) ?? 0)} kWh · ${rupees(add(then.eb_cost[i], then.dg_cost[i]) ?? 0)}${days}`);
  }
  return box;
}

type Ink = Record<"text" | "quiet" | "line" | "card" | "eb" | "dg" | "before" | "good" | "bad", string>;

function colours(place: HTMLElement): Ink {
  const style = getComputedStyle(place);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return { text: of("text"), quiet: of("quiet"), line: of("line"), card: of("card"), eb: of("eb"), dg: of("dg"), before: of("before"), good: of("good"), bad: of("bad") };
}
