// What a graph is drawn from.
import { query } from "./page";

export type Column = (number | null)[];
export interface Usage {
  at: number[];
  eb_kwh: Column;
  dg_kwh: Column;
  eb_cost: Column;
  dg_cost: Column;
  mean_kw: Column;
  max_kw: Column;
  recovered_kwh: Column;
  coverage: number[];
  imported_kwh?: Column; // of an earlier tracker: energy by estimate, of no source
  imported_cost?: Column;
  totals: { eb_kwh: number; dg_kwh: number; eb_cost: number; dg_cost: number; max_kw: number | null };
}
/** What each group is compared with; `rests_on` of `days` days. */
export interface Past {
  days: number;
  rests_on: number[];
  eb_kwh: Column;
  dg_kwh: Column;
  eb_cost: Column;
  dg_cost: Column;
  mean_kw: Column;
  dg_hours: Column;
}
/** Epoch seconds; `end` is null while it runs. */
export interface Session { start: number; end: number | null }
export interface Movement { at: number; kind: "recharge" | "deduction"; amount: number }
export interface Found { usage: Usage; until: number; sessions: Session[]; movements: Movement[]; hours?: { eb: Column; dg: Column }; past?: Past | null }

interface ApiSession { start: string; end: string | null }
interface ApiMovement { at: string; kind: "recharge" | "deduction"; amount: number }
const seconds = (iso: string): number => Date.parse(iso) / 1000;

/** The last hours, in groups of so many minutes. */
export async function find(hours: number, group: number, signal: AbortSignal): Promise<Found> {
  const since = new Date(Date.now() - hours * 3_600_000).toISOString();
  const [usage, sessions, movements] = await Promise.all([
    get<Usage>(`/api/v1/usage?${query({ hours, group })}`, signal),
    get<{ items: ApiSession[] }>(`/api/v1/sessions?${query({ source: "dg", start: since, limit: 300 })}`, signal),
    get<{ items: ApiMovement[] }>(`/api/v1/movements?${query({ start: since, limit: 100 })}`, signal),
  ]);
  return {
    usage,
    until: (usage.at.at(-1) ?? 0) + group * 60,
    sessions: sessions.items.map((one) => ({ start: seconds(one.start), end: one.end === null ? null : seconds(one.end) })),
    movements: movements.items.map((one) => ({ ...one, at: seconds(one.at) })),
  };
}

export async function get<T>(address: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(address, { signal, cache: "no-cache" });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? `status ${answer.status}`);
  return body as T;
}
