import { isMap, isNode, isScalar, parseDocument, visit, type YAMLError } from 'yaml';
import { DocumentError } from './document.ts';

/** Deeper aliases in aliases are no front matter but a bomb. */
const aliasLimit = 100;
/** Of what is kept as it stands, in characters of JSON. */
const extraLimit = 100_000;

/** A document taken apart. */
export interface Divided {
  /** By key; empty where there is none. */
  frontMatter: Record<string, unknown>;
  body: string;
}

/**
 * Divides a document at the lines `---` and `---` (or `...`) around its front matter.
 *
 * @param textKeys keys whose values are text even where YAML reads a number or a boolean: `title: 1.10`
 * @throws DocumentError
 */
export function divideFrontMatter(source: string, textKeys: ReadonlySet<string>): Divided {
  if (/^\+\+\+[ \t]*[\r\n]/.test(source)) throw invalid('between +++ is TOML; write YAML between ---');
  const open = /^---[ \t]*(?:\r\n?|\n|$)/.exec(source);
  if (!open) return { frontMatter: {}, body: source };
  const rest = source.slice(open[0].length);
  const close = /^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|$)/m.exec(rest);
  if (!close) throw invalid('that begins with --- has no --- that ends it');
  return {
    frontMatter: parseFrontMatter(rest.slice(0, close.index).replace(/\r\n?/g, '\n'), textKeys),
    body: rest.slice(close.index + close[0].length),
  };
}

function parseFrontMatter(yaml: string, textKeys: ReadonlySet<string>): Record<string, unknown> {
  const document = parseDocument(yaml, { schema: 'core', logLevel: 'error' });
  const [error] = document.errors;
  if (error) throw invalid(describe(error));
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) {
      if (!isScalar(key) || !textKeys.has(String(key.value)) || !isNode(value)) continue;
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
  if (content === null || content === undefined) return {};
  if (typeof content !== 'object' || Array.isArray(content))
    throw invalid('is no list of `key: value` lines');
  return content as Record<string, unknown>;
}

function describe(error: YAMLError): string {
  // The front matter's first line is the file's second.
  const line = error.linePos ? ` in line ${error.linePos[0].line + 1}` : '';
  const reason = error.message.split('\n', 1)[0]!.replace(/ at line \d+, column \d+:?$/, '');
  const hint =
    error.code === 'BLOCK_AS_IMPLICIT_KEY' ? '; a value that holds a colon and a space needs quotes' : '';
  return `is no YAML${line}: ${reason}${hint}`;
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
