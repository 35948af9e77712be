import type { Input } from './bytes/input.ts';
import { DocumentError } from './document.ts';
import {
  controlCharacter,
  describeNext,
  findSyntaxFault,
  holdsNul,
  jsonDepthLimit,
  jsonSizeLimit,
  nulHeld,
  tooDeep,
  tooLarge,
} from './json-syntax.ts';
import { readTextChunks } from './bytes/text-chunks.ts';

/*
 * A JSON file that is an object with one long list, part by part: only the ends of the parts are looked for here,
 * JSON.parse reads them. It knows
 * all of JSON's corners (`__proto__`, 1e400, repeated names) and is several times faster than streaming parsers that
 * are written in JavaScript; @streamparser/json names no place of a fault either.
 */

/**
 * A part of the file. Its value is undefined where it is too large or too deep; `fault` says so, or that it holds NUL.
 */
export type JsonPart = { value: unknown; fault: DocumentError | null } & (
  | { kind: 'member'; name: string }
  /** Of the long list; `index` counts from 0. */
  | { kind: 'element'; index: number }
  /** All of the file, which is no object. */
  | { kind: 'whole' }
);

/**
 * The members of the file's object in their order. Of the member `list`, where it is a list, each element is a
 * part, behind the part of the member itself, whose value is an empty list.
 *
 * @throws DocumentError for a file that is empty, not UTF-8, or no JSON; parts before that place have been given
 */
export async function* readJsonParts(input: Input, list: string): AsyncGenerator<JsonPart> {
  const splitter = new JsonSplitter(list);
  for await (const chunk of readTextChunks(input)) yield* splitter.push(chunk);
  yield* splitter.end();
}

type Expected =
  | 'first'
  | 'name or }'
  | 'name'
  | ':'
  | 'value'
  | ', or }'
  | 'element or ]'
  | 'element'
  | ', or ]'
  | 'nothing';

const expectation: Readonly<Record<Expected, string>> = {
  first: 'a value is expected',
  'name or }': 'a name in double quotes or } is expected',
  name: 'a name in double quotes is expected',
  ':': 'a colon is expected',
  value: 'a value is expected',
  ', or }': 'a comma or } is expected',
  'element or ]': 'a value or ] is expected',
  element: 'a value is expected',
  ', or ]': 'a comma or ] is expected',
  nothing: 'nothing may follow the end',
};

/** A value or name whose end is looked for. */
interface Pending {
  pieces: string[];
  length: number;
  depth: number;
  inString: boolean;
  /** The last character was a backslash. */
  isEscaped: boolean;
  /** Neither string, list nor object: it ends where something else begins. */
  isBare: boolean;
  fault: DocumentError | null;
  line: number;
  column: number;
}

const bareEnd = /[,:\]}[{"\s]/g;
const mark = /["[\]{}]/g;
/** What ends a run of plain characters in a string: a quote, a backslash, and all below the space. */
const stringMark = /[^ !#-[\]-\uffff]/g;
const notSpace = /[^ \t\r\n]/g;

class JsonSplitter {
  readonly #list: string;
  #expected: Expected = 'first';
  #pending: Pending | null = null;
  #name = '';
  #index = 0;
  /** The line that was counted to, where in the chunk it begins, and how many characters of it lie before the chunk. */
  #line = 1;
  #lineStart = 0;
  #before = 0;
  /** Where in the chunk that line ends. */
  #nextLine = Infinity;

  constructor(list: string) {
    this.#list = list;
  }

  *push(chunk: string): Generator<JsonPart> {
    this.#lineStart = 0;
    this.#nextLine = nextLineFeed(chunk, 0);
    let at = 0;
    for (;;) {
      if (this.#pending) {
        const end = this.#endOfPending(this.#pending, chunk, at);
        this.#keep(this.#pending, chunk.slice(at, end ?? undefined));
        if (end === null) break;
        at = end;
        yield* this.#finish(this.#pending);
      }
      const next = indexOf(notSpace, chunk, at);
      if (next === -1) break;
      at = this.#step(chunk, next);
      if (this.#pending === null && this.#expected === 'element or ]' && chunk[next] === '[')
        yield { kind: 'member', name: this.#name, value: [], fault: null };
    }
    this.#countTo(chunk, chunk.length);
    this.#before += chunk.length - this.#lineStart;
    this.#lineStart = 0;
    this.#nextLine = Infinity;
  }

  *end(): Generator<JsonPart> {
    if (this.#expected === 'first' && !this.#pending)
      throw new DocumentError('EMPTY_FILE', 'The file is empty');
    if (this.#pending) {
      if (!this.#pending.isBare) this.#failInPending(this.#pending);
      yield* this.#finish(this.#pending);
    }
    if (this.#expected !== 'nothing') this.#fail(expectation[this.#expected], '', 0);
  }

  /** One character of the file's own structure, or the beginning of a value; returns where to go on. */
  #step(chunk: string, at: number): number {
    const char = chunk[at]!;
    const expected = this.#expected;
    if (expected === 'first' && char === '{') this.#expected = 'name or }';
    else if (expected === ':' && char === ':') this.#expected = 'value';
    else if (expected === ', or }' && char === ',') this.#expected = 'name';
    else if (expected === ', or ]' && char === ',') this.#expected = 'element';
    else if (expected.endsWith('or }') && char === '}') this.#expected = 'nothing';
    else if (expected.endsWith('or ]') && char === ']') this.#expected = ', or }';
    else if (expected === 'value' && char === '[' && this.#name === this.#list)
      this.#expected = 'element or ]';
    else {
      const startsName = (expected === 'name' || expected === 'name or }') && char === '"';
      const startsValue =
        ['first', 'value', 'element', 'element or ]'].includes(expected) && /["[{\w.+-]/.test(char);
      if (!startsName && !startsValue) this.#fail(expectation[expected], chunk, at);
      this.#countTo(chunk, at);
      this.#pending = {
        pieces: [],
        length: 0,
        depth: 0,
        inString: false,
        isEscaped: false,
        isBare: !/["[{]/.test(char),
        fault: null,
        line: this.#line,
        column: this.#column(at),
      };
      return at;
    }
    return at + 1;
  }

  /** Where the value ends in the chunk; null where it goes on after it. */
  #endOfPending(pending: Pending, chunk: string, from: number): number | null {
    if (pending.isBare) {
      const end = indexOf(bareEnd, chunk, from);
      return end === -1 ? null : end;
    }
    let at = from;
    if (pending.isEscaped && at < chunk.length) {
      pending.isEscaped = false;
      at++;
    }
    for (;;) {
      const next = indexOf(pending.inString ? stringMark : mark, chunk, at);
      if (next === -1) return null;
      const char = chunk[next]!;
      at = next + 1;
      if (pending.inString) {
        if (char === '"') pending.inString = false;
        else if (char !== '\\') this.#fail(controlCharacter(char), chunk, next, false);
        else if (at === chunk.length) pending.isEscaped = true;
        else at++;
      } else if (char === '"') pending.inString = true;
      else pending.depth += char === '{' || char === '[' ? 1 : -1;
      if (pending.depth > jsonDepthLimit) pending.fault ??= tooDeep();
      if (pending.depth === 0 && !pending.inString) return at;
    }
  }

  #keep(pending: Pending, piece: string): void {
    pending.length += piece.length;
    if (pending.length > jsonSizeLimit) pending.fault ??= tooLarge();
    if (pending.fault) pending.pieces = [];
    else pending.pieces.push(piece);
  }

  *#finish(pending: Pending): Generator<JsonPart> {
    this.#pending = null;
    const text = pending.pieces.join('');
    const value = pending.fault ? undefined : this.#parse(text, pending);
    const fault = pending.fault ?? (holdsNul(text) ? nulHeld() : null);
    if (this.#expected === 'name' || this.#expected === 'name or }') {
      this.#name = typeof value === 'string' ? value : '';
      this.#expected = ':';
    } else if (this.#expected === 'first') {
      this.#expected = 'nothing';
      yield { kind: 'whole', value, fault };
    } else if (this.#expected === 'value') {
      this.#expected = ', or }';
      yield { kind: 'member', name: this.#name, value, fault };
    } else {
      this.#expected = ', or ]';
      yield { kind: 'element', index: this.#index++, value, fault };
    }
  }

  #parse(text: string, { line, column }: Pending): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      const fault = findSyntaxFault(text);
      if (!fault) throw error;
      const before = text.slice(0, fault.offset).split('\n');
      const onFirst = before.length === 1 ? column - 1 : 0;
      throw syntaxError(line - 1 + before.length, onFirst + before.at(-1)!.length + 1, fault.message);
    }
  }

  /** The file ends within a value: what is wrong may stand before its end. */
  #failInPending(pending: Pending): never {
    if (!pending.fault) this.#parse(pending.pieces.join(''), pending);
    return this.#fail('a value does not end', '', 0);
  }

  #fail(reason: string, chunk: string, at: number, saysWhat = true): never {
    this.#countTo(chunk, at);
    const message = saysWhat ? `${reason}; ${describeNext(chunk, at)}` : reason;
    throw syntaxError(this.#line, this.#column(at), message);
  }

  #countTo(chunk: string, end: number): void {
    while (this.#nextLine < end) {
      this.#line++;
      this.#before = 0;
      this.#lineStart = this.#nextLine + 1;
      this.#nextLine = nextLineFeed(chunk, this.#lineStart);
    }
  }

  #column(at: number): number {
    return this.#before + at - this.#lineStart + 1;
  }
}

function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

function nextLineFeed(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? Infinity : at;
}

function syntaxError(line: number, column: number, message: string): DocumentError {
  return new DocumentError('JSON_INVALID', `No JSON in line ${line}, column ${column}: ${message}`);
}
