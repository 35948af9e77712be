const SPECIAL = /[&<>"]/g;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text or an attribute value as HTML. `Layout.runs` counts on exactly these four escapes. */
export function escapeHtml(value: string): string {
  return value.replace(SPECIAL, (char) => ESCAPES[char] ?? char);
}
