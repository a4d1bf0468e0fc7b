// Figures as people read them: en-IN groups rupees as 1,23,456.78.
import { timezone } from "./page";

const money = new Intl.NumberFormat("en-IN", { style: "currency", currency: "INR" });
const hundredths = new Intl.NumberFormat("en-IN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit" });
const dayOf = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, weekday: "short", day: "numeric", month: "short" });

export const rupees = (amount: number): string => money.format(amount);
export const decimals = (figure: number): string => hundredths.format(figure);
export const time = (at: number): string => clock.format(at * 1000);
export const day = (at: number): string => dayOf.format(at * 1000);

/** 1 hour, 3 hours, 2 days */
export function hoursInWords(hours: number): string {
  if (hours >= 48 && hours % 24 === 0) return `last ${hours / 24} days`;
  return hours === 1 ? "last hour" : `last ${hours} hours`;
}

/** 1 minute each, 30 minutes each, 2 hours each */
export function minutesInWords(minutes: number): string {
  if (minutes === 1440) return "a day each";
  if (minutes >= 60 && minutes % 60 === 0) return minutes === 60 ? "an hour each" : `${minutes / 60} hours each`;
  return minutes === 1 ? "a minute each" : `${minutes} minutes each`;
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
