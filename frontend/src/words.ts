// Figures as people read them: en-IN groups rupees as 1,23,456.78.
import { timezone } from "./page";
import { text } from "./texts";

const language = document.documentElement.lang === "hi" ? "hi-IN-u-nu-latn" : "en-GB";
const money = new Intl.NumberFormat("en-IN", { style: "currency", currency: "INR" });
const hundredths = new Intl.NumberFormat("en-IN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit" });
const dayOf = new Intl.DateTimeFormat(language, { timeZone: timezone, weekday: "short", day: "numeric", month: "short" });

export const rupees = (amount: number): string => money.format(amount);
export const decimals = (figure: number): string => hundredths.format(figure);
export const time = (at: number): string => clock.format(at * 1000);
export const day = (at: number): string => dayOf.format(at * 1000);

/** 14:05, or with the day if that is not today. */
export const ago = (at: number): string => (day(at) === day(Date.now() / 1000) ? time(at) : `${day(at)}, ${time(at)}`);

export function hoursInWords(hours: number): string {
  if (hours >= 48 && hours % 24 === 0) return text("last {n} days", { n: hours / 24 });
  return hours === 1 ? text("last hour") : text("last {n} hours", { n: hours });
}

export function minutesInWords(minutes: number): string {
  if (minutes === 1440) return text("a day each");
  if (minutes >= 60 && minutes % 60 === 0) return minutes === 60 ? text("an hour each") : text("{n} hours each", { n: minutes / 60 });
  return minutes === 1 ? text("a minute each") : text("{n} minutes each", { n: minutes });
}

const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: timezone,
  year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
});

/** Epoch ms whose UTC reading is the meter's local time: ECharts knows UTC, and no other zone than the reader's. */
export function asLocal(at: number): number {
  const found = Object.fromEntries(parts.formatToParts(at * 1000).map((part) => [part.type, Number(part.value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The epoch seconds of a local reading: the other way round. */
export function fromLocal(ms: number): number {
  const guess = ms / 1000;
  return Math.round(guess - (asLocal(guess) / 1000 - guess));
}

const utc = { timeZone: "UTC" } as const; // the chart's local readings are UTC to it
const dayMark = new Intl.DateTimeFormat(language, { ...utc, day: "numeric", month: "short" });
const monthMark = new Intl.DateTimeFormat(language, { ...utc, month: "short" });

/** A mark of the chart's axis of time: an hour, a day, or a month and a year where they begin. */
export function onAxis(localMs: number, inMonths: boolean): string {
  const local = new Date(localMs);
  if (local.getUTCHours() || local.getUTCMinutes()) return local.toISOString().slice(11, 16);
  if (!inMonths || local.getUTCDate() !== 1) return dayMark.format(local);
  return local.getUTCMonth() ? monthMark.format(local) : String(local.getUTCFullYear());
}
