/*
 * Most front matter is a few lines of `key: value`, and the parser of YAML takes as long for them as that of Markdown for the whole
 * text. These lines are read here; at the first that may mean more all of it is left to the parser.
 */

/** In characters: the expressions below take long for a long line, and V8 has no room for one of millions. */
const longestText = 10_000;

const keyLine = /^([a-z][\w-]{0,60}):(?: +(.+))?$/i;
const itemLine = /^( *)- +(.+)$/;
const space = /^[ \t]*$/;
/** YAML reads them as no text. */
const notText = /^(?:null|true|false)$/i;
/** Begins with a letter; without comments, mappings and what stands for something else there. */
const plainText = /^[a-z](?:[^\s:]|:(?=[^\s:])| +(?=[^\s#:]))*$/i;
const plainDate = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z| ?[+-]\d\d:?\d\d)?)?$/;
/** JSON's strings mean the same in YAML. */
const doubleQuoted = /^"(?:[^"\\\p{Cc}]|\\["\\/nt])*"$/u;
const singleQuoted = /^'(?:[^'\p{Cc}]|'')*'$/u;
const flowList = /^\[([^[\]{}"'#:]*)\]$/;

/** @returns null where the text is anything but plain lines, or long */
export function readPlainFrontMatter(text: string): Record<string, unknown> | null {
  if (text.length > longestText) return null;
  const content: Record<string, string | string[]> = {};
  let list: { key: string; indent: string; items: string[] } | null = null;
  for (const line of text.split('\n')) {
    if (space.test(line)) continue;
    const [, indent, itemText] = itemLine.exec(line) ?? [];
    if (itemText !== undefined) {
      const item = scalarOf(itemText);
      if (item === null || !list || (list.items.length > 0 && list.indent !== indent)) return null;
      list.indent = indent!;
      list.items.push(item);
      content[list.key] = list.items;
      continue;
    }
    const [, key, value] = keyLine.exec(line) ?? [];
    // A key without a value is no text.
    if (key === undefined || notText.test(key) || key in content || list?.items.length === 0) return null;
    list = null;
    if (value === undefined) list = { key, indent: '', items: [] };
    else {
      const read = listOf(value) ?? scalarOf(value);
      if (read === null) return null;
      content[key] = read;
    }
  }
  return list?.items.length === 0 ? null : content;
}

function listOf(value: string): string[] | null {
  const [, inside] = flowList.exec(withoutEnd(value)) ?? [];
  const items = inside?.split(',').map((item) => scalarOf(item.replace(/^ +/, '')));
  return items?.every((item) => item !== null) ? items : null;
}

function scalarOf(value: string): string | null {
  const text = withoutEnd(value);
  if (doubleQuoted.test(text)) return JSON.parse(text) as string;
  if (singleQuoted.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  return plainDate.test(text) || (plainText.test(text) && !notText.test(text)) ? text : null;
}

/** Without spaces at the end: an expression would try each run of spaces before. */
function withoutEnd(value: string): string {
  let end = value.length;
  while (value[end - 1] === ' ') end--;
  return value.slice(0, end);
}
