import { isMap, isNode, isScalar, parseDocument, visit, type Pair, type YAMLError } from 'yaml';
import { DocumentError, type Warning } from './document.ts';
import { readPlainFrontMatter } from './plain-front-matter.ts';

/** Deeper aliases in aliases are no front matter but a bomb. */
const aliasLimit = 100;
/** Of what is kept as it stands, in characters of JSON. */
const extraLimit = 100_000;

/** A document taken apart. */
export interface Divided {
  /** By key; empty where there is none. */
  frontMatter: Record<string, unknown>;
  body: string;
  warnings: Warning[];
}

/** What is YAML, and where it stands. */
interface Yaml {
  text: string;
  /** Lines of the file before it. */
  linesBefore: number;
}

/**
 * Divides a document at the lines `---` and `---` (or `...`) around its front matter, or behind the lines `Title: …`, `Date: …` that it
 * begins with (MultiMarkdown, Pelican).
 *
 * @param textKeys keys whose values are text even where YAML reads a number or a boolean: `title: 1.10`
 * @throws DocumentError
 */
export function divideFrontMatter(source: string, textKeys: ReadonlySet<string>): Divided {
  const blank = /^\s*/.exec(source)![0];
  const start = blank === '' || /[\r\n]$/.test(blank) ? source.slice(blank.length) : source;
  if (/^\+\+\+[ \t]*[\r\n]/.test(start)) throw invalid('between +++ is TOML; write YAML between ---');
  const open = /^---[ \t]*(?:\r\n?|\n|$)/.exec(start);
  const rest = start.slice(open?.[0].length ?? 0);
  // Behind blank lines it may be a rule between paragraphs.
  if (!open || (blank !== '' && !/^(?:[\w"'-]+[ \t]*:|#|---)/.test(rest.trimStart())))
    return divideHeader(start, textKeys) ?? { frontMatter: {}, body: source, warnings: [] };
  const close = /^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|$)/m.exec(rest);
  if (!close) throw invalid('that begins with --- has no --- that ends it');
  const text = rest.slice(0, close.index).replace(/\r\n?/g, '\n');
  const linesBefore = blank.split(/\r\n?|\n/).length;
  return {
    ...parseFrontMatter({ text, linesBefore }, textKeys),
    body: rest.slice(close.index + close[0].length),
  };
}

/** @returns null where the document does not begin with `Title: …` and nothing but such lines before an empty one */
function divideHeader(source: string, textKeys: ReadonlySet<string>): Divided | null {
  if (!/^title:[ \t]*\S/i.test(source)) return null;
  const text = source.replace(/\r\n?/g, '\n');
  const end = /\n[ \t]*(?:\n|$)/.exec(text);
  const header = text.slice(0, end?.index);
  const knownKeys = new Map([...textKeys].map((key) => [key.toLowerCase(), key]));
  const frontMatter = new Map<string, string | string[]>();
  let last = '';
  for (const line of header.split('\n')) {
    const [, name, value] = /^([a-z][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(.*))?$/i.exec(line) ?? [];
    if (name === undefined && !/^[ \t]/.test(line)) return null;
    const added = (value ?? (name === undefined ? line : '')).trim();
    if (name === undefined) frontMatter.set(last, continued(frontMatter.get(last)!, added));
    else {
      last = knownKeys.get(name.toLowerCase()) ?? name.toLowerCase();
      const former = frontMatter.get(last);
      frontMatter.set(last, former === undefined ? added : [former, added].flat());
    }
  }
  // Pelican's way.
  if (/^draft$/i.test(String(frontMatter.get('status')))) frontMatter.set('draft', 'true');
  return {
    frontMatter: Object.fromEntries(frontMatter),
    body: end ? text.slice(end.index + end[0].length) : '',
    warnings: [],
  };
}

function continued(value: string | string[], line: string): string | string[] {
  return typeof value === 'string'
    ? `${value} ${line}`.trim()
    : [...value.slice(0, -1), `${value.at(-1)} ${line}`];
}

function parseFrontMatter(yaml: Yaml, textKeys: ReadonlySet<string>): Omit<Divided, 'body'> {
  const plain = readPlainFrontMatter(yaml.text);
  return plain ? { frontMatter: plain, warnings: [] } : parseYaml(yaml, textKeys);
}

export function parseYaml(yaml: Yaml, textKeys: ReadonlySet<string>): Omit<Divided, 'body'> {
  const document = parseDocument(yaml.text, { schema: 'core', logLevel: 'error' });
  const [error] = document.errors;
  if (error) throw invalid(describe(error, yaml));
  const warnings: Warning[] = [];
  if (isMap(document.contents)) {
    for (const pair of document.contents.items) {
      const { key, value } = pair;
      if (!isScalar(key) || !textKeys.has(String(key.value)) || !isNode(value)) continue;
      if (isTitle(String(key.value))) warnings.push(...cutTitle(pair, String(key.value), yaml));
      visit(value, {
        Scalar: (_, scalar) => {
          if (typeof scalar.value === 'number' || typeof scalar.value === 'boolean')
            scalar.value = scalar.source;
        },
      });
    }
  }
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: aliasLimit });
  } catch (error) {
    throw invalid(`is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (content === null || content === undefined) return { frontMatter: {}, warnings };
  if (typeof content !== 'object' || Array.isArray(content))
    throw invalid('is no list of `key: value` lines');
  return { frontMatter: content as Record<string, unknown>, warnings };
}

function isTitle(key: string): boolean {
  return key === 'title' || key === 'headline';
}

/** `title: Issue #12` without quotes: YAML takes what follows " #" for a comment. */
function cutTitle({ value }: Pair, key: string, { text, linesBefore }: Yaml): Warning[] {
  if (!isScalar(value) || value.type !== 'PLAIN' || !value.range) return [];
  const before = text.slice(0, value.range[1]);
  const comment = /^[ \t]*#.*/.exec(text.slice(before.length))?.[0].trim();
  if (comment === undefined) return [];
  const line = before.split('\n').length + linesBefore;
  const message = `${key} ends before ${JSON.stringify(shortened(comment))} in line ${line}, which is a comment in YAML; where it belongs to the ${key}, put all of that in double quotes`;
  return [{ item: key, code: 'FRONT_MATTER_COMMENT', message }];
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function describe(error: YAMLError, { text, linesBefore }: Yaml): string {
  const at = error.linePos?.[0].line;
  const line = at === undefined ? '' : ` in line ${at + linesBefore}`;
  const reason = error.message.split('\n', 1)[0]!.replace(/ at line \d+, column \d+:?$/, '');
  const hint = at === undefined ? '' : hintFor(error, text.split('\n')[at - 1] ?? '');
  return `is no YAML${line}: ${reason}${hint}`;
}

/** @param line where the fault was found */
function hintFor(error: YAMLError, line: string): string {
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return '; a value that holds a colon and a space needs quotes';
  const [, key, sign] = /^\s*([\w-]+):[ \t]+(['"[\]{}*&!|>%@`,-])/.exec(line) ?? [];
  return sign === undefined
    ? ''
    : `; a ${key} that begins with ${sign} has to stand in double quotes as a whole`;
}

/**
 * What a program does not know and keeps as it stands.
 *
 * @param whose how it is called where it cannot be kept
 * @throws DocumentError where it cannot be kept
 */
export function checkExtra(
  extra: Record<string, unknown>,
  whose = "The front matter's own keys",
): Record<string, unknown> {
  let json: string;
  try {
    json = JSON.stringify(extra);
  } catch {
    throw invalid('holds itself by an alias');
  }
  if (json.length <= extraLimit) return extra;
  throw new DocumentError('FIELD_TOO_LONG', `${whose} have ${json.length} characters; at most ${extraLimit}`);
}

function invalid(fault: string): DocumentError {
  return new DocumentError('FRONT_MATTER_INVALID', `The front matter ${fault}`);
}
