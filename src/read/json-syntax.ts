import { DocumentError } from './document.ts';

/** Of what is read as one JSON value, in bytes or UTF-16 code units, whichever are counted. */
export const jsonSizeLimit = 20_000_000;
/** How many lists and objects may stand in each other. */
export const jsonDepthLimit = 100;

/** Where a text is no JSON, and why, in plain words. */
export interface SyntaxFault {
  /** In UTF-16 code units. */
  offset: number;
  message: string;
}

const escape = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const space = /[ \t\r\n]*/y;
/** A run of backslashes begins where none stands before it; of these, an odd number escapes what follows. */
const escapedNul = /(?<!\\)(?:\\\\)*\\u0000/;

/**
 * The first fault of a text that JSON.parse refuses. Its own messages differ between versions and mostly name no
 * place.
 */
export function findSyntaxFault(text: string): SyntaxFault | null {
  const open: string[] = [];
  let at = skipSpace(text, 0);
  let expected: 'value' | 'value or end' | 'name' | 'name or end' | 'comma' = 'value';
  const fault = (reason: string, offset = at): SyntaxFault => ({
    offset,
    message: `${reason}; ${describeNext(text, offset)}`,
  });
  for (;;) {
    const char = text[at];
    const closing = open.at(-1);
    if (expected === 'comma' && closing === undefined)
      return at === text.length ? null : fault('nothing may follow the end');
    if (char === closing && char !== undefined && expected !== 'value' && expected !== 'name') {
      open.pop();
      at = skipSpace(text, at + 1);
      expected = 'comma';
    } else if (expected === 'comma') {
      if (char !== ',') return fault(`a comma or ${closing} is expected`);
      at = skipSpace(text, at + 1);
      expected = closing === '}' ? 'name' : 'value';
    } else if (expected === 'name' || expected === 'name or end') {
      if (char !== '"')
        return fault(`a name in double quotes${expected === 'name' ? '' : ' or }'} is expected`);
      const string = readString(text, at);
      if (typeof string === 'object') return string;
      at = skipSpace(text, string);
      if (text[at] !== ':') return fault('a colon is expected');
      at = skipSpace(text, at + 1);
      expected = 'value';
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']');
      at = skipSpace(text, at + 1);
      expected = char === '{' ? 'name or end' : 'value or end';
    } else {
      const end = char === '"' ? readString(text, at) : endOf(scalar, text, at);
      if (end === null) return fault('a value is expected');
      if (typeof end === 'object') return end;
      at = skipSpace(text, end);
      expected = 'comma';
    }
  }
}

/** The offset behind a string, or what is wrong in it. */
function readString(text: string, start: number): number | SyntaxFault {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return at + 1;
    if (char < ' ') return { offset: at, message: controlCharacter(char) };
    if (char !== '\\') continue;
    const end = endOf(escape, text, at);
    if (end === null) return { offset: at, message: 'a backslash begins no escape that JSON knows' };
    at = end - 1;
  }
  return { offset: text.length, message: 'a text in double quotes does not end' };
}

/** Why a character below U+0020 may not stand in a string. */
export function controlCharacter(char: string): string {
  const names: Readonly<Record<string, string>> = { '\n': 'a line feed', '\r': 'a line feed', '\t': 'a tab' };
  const code = char.charCodeAt(0).toString(16).padStart(4, '0');
  return `${names[char] ?? `the control character U+${code}`} stands in a text in double quotes; it must be escaped`;
}

/** What stands where something else is expected. */
export function describeNext(text: string, offset: number): string {
  if (offset >= text.length) return 'the text ends here';
  return `${JSON.stringify(text.slice(offset).match(/^(?:[\w.+-]{1,20}|[^])/u)![0])} stands here`;
}

function skipSpace(text: string, at: number): number {
  return endOf(space, text, at) ?? at;
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** Whether lists and objects stand in each other deeper than allowed. Of a text that is no JSON it says anything. */
export function isTooDeep(text: string): boolean {
  const mark = /["[\]{}]/g;
  let depth = 0;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    if (match[0] === '"') mark.lastIndex = endOfString(text, mark.lastIndex);
    else if (match[0] === '{' || match[0] === '[') depth++;
    else depth--;
    if (depth > jsonDepthLimit) return true;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  const mark = /["\\]/g;
  mark.lastIndex = from;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    if (match[0] === '"') return mark.lastIndex;
    mark.lastIndex++;
  }
  return text.length;
}

export function holdsNul(json: string): boolean {
  return json.includes('\0') || (json.includes('\\u0000') && escapedNul.test(json));
}

export function tooDeep(): DocumentError {
  return new DocumentError(
    'JSON_TOO_DEEP',
    `Lists and objects stand in each other more than ${jsonDepthLimit} deep`,
  );
}

export function tooLarge(): DocumentError {
  return new DocumentError('ITEM_TOO_LARGE', `Longer than ${jsonSizeLimit} bytes`);
}

export function nulHeld(): DocumentError {
  return new DocumentError('NUL_CHARACTER', 'Holds a NUL character; text has none');
}
