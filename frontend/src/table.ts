// The graph's figures as a table, newest first.
import type { Usage } from "./usage";
import { day, decimals, rupees, time } from "./words";

const MOST_ROWS = 200;

export function table(usage: Usage): void {
  const body = document.querySelector("#figures tbody");
  if (!body) return;
  const rows: HTMLTableRowElement[] = [];
  for (let i = usage.at.length - 1; i >= 0 && rows.length < MOST_ROWS; i--) {
    const at = usage.at[i] ?? 0;
    if (usage.eb_kwh[i] == null) continue;
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = `${day(at)} ${time(at)}`;
    row.append(head);
    for (const text of [
      decimals(usage.eb_kwh[i] ?? 0), decimals(usage.dg_kwh[i] ?? 0), rupees(usage.eb_cost[i] ?? 0), rupees(usage.dg_cost[i] ?? 0),
    ]) {
      row.insertCell().textContent = text;
    }
    rows.push(row);
  }
  body.replaceChildren(...rows);
}
