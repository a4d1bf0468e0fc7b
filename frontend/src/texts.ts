// The script's words are in the page, in the reader's language, by their English.
const texts: Record<string, string> = JSON.parse(document.querySelector<HTMLElement>("main.page")?.dataset.words ?? "{}");

/** The text with its {places} filled in. */
export function text(english: string, values: Record<string, string | number> = {}): string {
  return (texts[english] ?? english).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
