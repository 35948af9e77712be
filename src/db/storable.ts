/**
 * Whether a database can hold the text. PostgreSQL refuses NUL, and half a surrogate pair has no UTF-8: what is
 * no such text is looked up nowhere, so that both engines answer alike.
 */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
