import { type DocumentNode, Lexer, parse, Source, type Token, TokenKind } from 'graphql';
import { counted, overLimit } from './refusal.ts';

/**
 * Brackets within brackets, and selection sets within selection sets with fragments written out. Parsing, validation
 * and execution recurse by them; it leaves room for the greatest depth that can be set, with inline
 * fragments between.
 */
export const levelLimit = 300;

const opening = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

export interface Parsed {
  document: DocumentNode;
  tokens: number;
  comments: number;
}

/**
 * Parses a document, and goes no further where it has too many tokens or levels. As many comments are allowed.
 *
 * @throws GraphQLError QUERY_TOO_COMPLEX, or graphql's own of the syntax
 */
export function boundedParse(text: string, tokenLimit: number): Parsed {
  const lexer = new BoundedLexer(new Source(text), tokenLimit);
  const document = parse(lexer.source, { lexer, maxComments: tokenLimit });
  return { document, tokens: lexer.tokens, comments: lexer.comments };
}

class BoundedLexer extends Lexer {
  tokens = 0;
  comments = 0;
  private level = 0;
  private readonly tokenLimit: number;

  constructor(source: Source, tokenLimit: number) {
    super(source);
    this.tokenLimit = tokenLimit;
  }

  override advance(): Token {
    const token = super.advance();
    for (let before = token.prev; before?.kind === TokenKind.COMMENT; before = before.prev) this.comments++;
    if (token.kind === TokenKind.EOF) return token;
    if (++this.tokens > this.tokenLimit) {
      throw overLimit('tokens', `more than ${counted(this.tokenLimit)}`, this.tokenLimit);
    }
    if (opening.has(token.kind) && ++this.level > levelLimit) {
      throw overLimit('levels of brackets', `more than ${levelLimit}`, levelLimit);
    }
    if (closing.has(token.kind)) this.level--;
    return token;
  }
}
