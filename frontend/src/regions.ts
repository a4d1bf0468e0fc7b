// Regions of a page that the server has written anew take the place of the old ones.
export function replaceRegions(fresh: Document): void {
  for (const region of fresh.querySelectorAll<HTMLElement>("[data-region]")) {
    const old = document.getElementById(region.id);
    // An unchanged region stays as it is: a screen reader speaks only of what is new.
    if (old && old.outerHTML !== region.outerHTML) old.replaceWith(document.adoptNode(region));
  }
}

/** A page as the server writes it now. */
export async function written(address: string, signal?: AbortSignal): Promise<Document> {
  const answer = await fetch(address, { cache: "no-cache", ...(signal ? { signal } : {}) });
  if (answer.status === 401) location.reload(); // the session has ended: the page asks for the password
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
