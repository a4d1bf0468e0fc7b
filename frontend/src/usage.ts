// What the graph is drawn from.
import { query } from "./page";

export interface Usage {
  at: number[];
  eb_kwh: (number | null)[];
  dg_kwh: (number | null)[];
  eb_cost: (number | null)[];
  dg_cost: (number | null)[];
  mean_kw: (number | null)[];
  max_kw: (number | null)[];
  recovered_kwh: (number | null)[];
  coverage: number[];
  totals: { eb_kwh: number; dg_kwh: number; eb_cost: number; dg_cost: number; max_kw: number | null };
}
export interface Session { start: string; end: string | null; kwh: number; cost: number }
export interface Movement { at: string; kind: "recharge" | "deduction"; amount: number }
export interface Found { usage: Usage; sessions: Session[]; movements: Movement[] }

export async function find(hours: number, group: number, signal: AbortSignal): Promise<Found> {
  const since = new Date(Date.now() - hours * 3_600_000).toISOString();
  const [usage, sessions, movements] = await Promise.all([
    get<Usage>("usage", { hours, group }, signal),
    get<{ items: Session[] }>("sessions", { source: "dg", start: since, limit: 300 }, signal),
    get<{ items: Movement[] }>("movements", { start: since, limit: 100 }, signal),
  ]);
  return { usage, sessions: sessions.items, movements: movements.items };
}

async function get<T>(name: string, asked: Record<string, string | number>, signal: AbortSignal): Promise<T> {
  const answer = await fetch(`/api/v1/${name}?${query(asked)}`, { signal, cache: "no-cache" });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? `status ${answer.status}`);
  return body as T;
}
