import { createHash } from 'node:crypto';
import path from 'node:path';
import { DocumentError, type ReadItem, RepeatedError } from './document.ts';
import {
  findSyntaxFault,
  holdsNul,
  isTooDeep,
  jsonSizeLimit,
  nulHeld,
  tooDeep,
  tooLarge,
} from './json-syntax.ts';
import { checkLine, keyOfLine, type Line, readDocumentLine } from './jsonl-line.ts';
import { describeFirstBadByte } from './bytes/faulty-bytes.ts';
import { Input } from './bytes/input.ts';
import { boundedKey, hashOf, Repeats } from './repeats.ts';
import { type ByteLine, readLines } from './bytes/text-chunks.ts';

/**
 * The lines of a file in Ibid's own JSON Lines (docs/jsonl.md), one at a time; empty ones are passed over. The file
 * is read twice: first for what it holds more than once.
 */
export async function* readJsonLines(file: string, location = file): AsyncGenerator<ReadItem> {
  const container = path.resolve(file);
  let input: Input | undefined;
  try {
    input = new Input(location);
    const repeats = new Repeats();
    for await (const line of readLines(input, jsonSizeLimit)) {
      const read = readLine(line, container);
      if (read && 'line' in read) repeats.add(read.key, read.contentHash);
    }
    repeats.settle();
    let isEmpty = true;
    for await (const line of readLines(input, jsonSizeLimit)) {
      const read = readLine(line, container);
      if (read) isEmpty = false;
      const item = read && ('line' in read ? itemOf(read, repeats) : read);
      if (item) yield item;
    }
    if (isEmpty) throw new DocumentError('EMPTY_FILE', 'The file is empty');
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { code, message } = error;
    yield { key: '', item: null, contentHash: hashOf([code, message]), content: error };
  } finally {
    input?.[Symbol.dispose]();
  }
}

/** A line whose fields are right. */
type ReadLine = Omit<ReadItem, 'content'> & { line: Line };

/** Null for an empty line. */
function readLine({ number, bytes }: ByteLine, container: string): ReadLine | ReadItem | null {
  const item = `line ${number}`;
  const failed = (error: unknown, contentHash: string): ReadItem => {
    if (!(error instanceof DocumentError)) throw error;
    return { key: item, item, contentHash, content: error };
  };
  if (!bytes) return failed(tooLarge(), hashOf(item));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: number > 1 }).decode(bytes).trim();
  } catch {
    const message = `Not UTF-8: ${describeFirstBadByte(bytes, number)}`;
    return failed(new DocumentError('ENCODING_INVALID', message), hashOf(bytes.toString('latin1')));
  }
  if (text === '') return null;
  const contentHash = createHash('sha256').update(text).digest('hex');
  try {
    const line = checkLine(parseJson(text));
    return { key: boundedKey((keyOfLine(line) ?? item).toWellFormed(), container), item, contentHash, line };
  } catch (error) {
    return failed(error, contentHash);
  }
}

/** @throws DocumentError */
function parseJson(text: string): unknown {
  if (holdsNul(text)) throw nulHeld();
  if (isTooDeep(text)) throw tooDeep();
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const fault = findSyntaxFault(text);
    if (!fault) throw error;
    throw new DocumentError('JSON_INVALID', `No JSON in column ${fault.offset + 1}: ${fault.message}`);
  }
}

/** Null for what was given before, to the letter. */
function itemOf({ line, ...read }: ReadLine, repeats: Repeats): ReadItem | null {
  const judgement = repeats.judge(read.key, read.contentHash);
  if (judgement === 'silent') return null;
  if (judgement === 'other') {
    const [code, what] = 'topic' in line ? ['DUPLICATE_TOPIC', 'topic'] : ['DUPLICATE_TAKE', 'document'];
    const message = `The same ${what} is in this file twice, with other content; one of them counts`;
    return {
      ...read,
      key: `${read.key} (other ${read.contentHash})`,
      content: new RepeatedError(code, message),
    };
  }
  if ('topic' in line) return { ...read, content: line };
  try {
    return { ...read, content: readDocumentLine(line.document) };
  } catch (error) {
    if (error instanceof DocumentError) return { ...read, content: error };
    throw error;
  }
}
