// What the page says about itself: which meter, and its time zone.
const main = document.querySelector<HTMLElement>("main.page");

export const timezone = main?.dataset.timezone ?? "Asia/Kolkata";

/** The meter as a query, or nothing while there is one meter only; with whatever else is asked. */
export function query(more: Record<string, string | number> = {}): URLSearchParams {
  const all = new URLSearchParams(main?.dataset.query ?? "");
  for (const [name, value] of Object.entries(more)) all.set(name, String(value));
  return all;
}

/** Calls `work` again and again while the page is seen, and at once when it is seen again. */
export function everySoOften(periodMs: number, work: () => Promise<void>): void {
  let busy = false;
  const once = async (): Promise<void> => {
    if (busy || document.hidden) return;
    busy = true;
    await work().finally(() => (busy = false));
  };
  setInterval(() => void once(), periodMs);
  document.addEventListener("visibilitychange", () => void once());
}
