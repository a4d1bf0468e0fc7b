// The service worker: when the tracker is out of reach, the page that was seen last is shown again, and says so.
// Nothing here is newer than the tracker: the network is asked first, except for files whose name holds their digest.
declare const self: ServiceWorkerGlobalScope;
export {};

const KEPT = "power-usage-1";
const PAGES = ["/", "/explore", "/money", "/generator"];
const HASHED = "/static/dist/assets/";
const MOST = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all(PAGES.map(remember)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request, url.pathname.startsWith(HASHED)));
});

/** A page and what it is made of. */
async function remember(path: string): Promise<void> {
  const kept = await caches.open(KEPT);
  const answer = await fetch(path);
  if (!answer.ok || answer.redirected) return;
  const html = await answer.clone().text();
  await kept.put(path, answer);
  const parts = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, part]) => part ?? "");
  await Promise.all(parts.map(async (part) => (await kept.match(part)) ?? kept.add(part)));
}

async function page(request: Request): Promise<Response> {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.headers.get("Content-Type")?.startsWith("text/html") && !isSecret(answer)) {
      await kept.put(request, answer.clone());
      await shorten(kept);
    }
    return answer;
  } catch {
    const known = (await find(kept, request)) ?? (await find(kept, "/"));
    return known ? marked(known) : Response.error();
  }
}

async function file(request: Request, fixed: boolean): Promise<Response> {
  const kept = await caches.open(KEPT);
  const known = await find(kept, request);
  if (known && fixed) return known;
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request, answer.clone());
    return answer;
  } catch {
    return known ?? Response.error();
  }
}

/** What the tracker says must not be kept: the page one logs in at. */
const isSecret = (answer: Response): boolean => !!answer.headers.get("Cache-Control")?.includes("no-store");

const find = (kept: Cache, what: Request | string): Promise<Response | undefined> => kept.match(what, { ignoreVary: true });

/** The page with the time at which it was true, which its script reads out. */
async function marked(answer: Response): Promise<Response> {
  const at = Date.parse(answer.headers.get("Date") ?? "") / 1000 || 0;
  const html = (await answer.text()).replace('<main class="page"', `<main class="page" data-kept="${at}"`);
  return new Response(html, { headers: answer.headers });
}

/** The oldest go: a cache keeps the order in which things came. */
async function shorten(kept: Cache): Promise<void> {
  const all = await kept.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((one) => kept.delete(one)));
}
