import { searchTokensOf } from '../../../src/identity/tokens.ts';
import { randomOf } from '../random.ts';
import type { ListedText, Searching } from './listed-texts.ts';

/** A part of a query: words that stand side by side. */
interface Clause {
  words: string[];
  isPrefix: boolean;
  isExcluded: boolean;
}

/** A text with spaces between its words as they are compared, and around them. */
interface ReadText {
  name: string;
  texts: string[];
}

/**
 * Whether drawn queries find what a plain reading of them finds, on every engine: it goes through all texts, and looks for words with
 * spaces around them.
 */
export async function compareQueries(
  engines: readonly Searching[],
  count: number,
  seed: number,
): Promise<boolean> {
  const random = randomOf(seed);
  const read = new Map(engines.map((engine) => [engine.name, engine.texts.map(readText)]));
  const { texts } = engines[0]!;
  let [wrong, hits, empty] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const clauses = drawClauses(texts, random);
    const query = clauses.map(write).join(' ');
    for (const engine of engines) {
      const expected = read
        .get(engine.name)!
        .filter((text) => finds(clauses, text))
        .map(({ name }) => name);
      const found = await allHits(engine, query);
      if (JSON.stringify(found.toSorted()) !== JSON.stringify(expected.toSorted())) {
        wrong++;
        console.log(`${engine.name}: ${query} finds ${found.length}, not ${expected.length}`);
      }
      hits += found.length;
      if (found.length === 0) empty++;
    }
  }
  console.log(
    `${count} queries: ${wrong} of ${count * engines.length} answers differ from a plain reading; ${hits} hits, ${empty} answers without any`,
  );
  return wrong === 0;
}

async function allHits({ ask, texts }: Searching, query: string): Promise<string[]> {
  const nameOf = new Map(texts.map(({ id, name }) => [id, name]));
  const names: string[] = [];
  for (let after: string | null = null; ;) {
    const {
      search,
    }: { search: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await ask(
        'query ($query: String!, $after: String) { search(query: $query, first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ... on Node { id } } } }',
        { query, after },
      );
    for (const { id } of search.nodes) names.push(nameOf.get(id) ?? id);
    if (!search.pageInfo.hasNextPage) return names;
    after = search.pageInfo.endCursor;
  }
}

function readText({ name, texts }: ListedText): ReadText {
  return {
    name,
    texts: texts.map(
      (text) =>
        ` ${searchTokensOf(text)
          .map((token) => token.text)
          .join(' ')} `,
    ),
  };
}

function finds(clauses: readonly Clause[], { texts }: ReadText): boolean {
  return clauses.every(({ words, isPrefix, isExcluded }) => {
    const wanted = ` ${words.join(' ')}${isPrefix ? '' : ' '}`;
    return texts.some((text) => text.includes(wanted)) !== isExcluded;
  });
}

/** One to three words, phrases and beginnings of one text, so that most are found, and sometimes one that must not be there. */
function drawClauses(texts: readonly ListedText[], random: () => number): Clause[] {
  const draw = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const ascii = /^[a-z\d]+$/;
  const wordsOf = ({ texts: own }: ListedText) => searchTokensOf(draw(own)).map((token) => token.text);
  const clause = (from: ListedText, isExcluded: boolean): Clause | null => {
    const words = wordsOf(from);
    const start = Math.floor(random() * words.length);
    const length = random() < 0.6 ? 1 : 2 + Math.floor(random() * 3);
    const drawn = words.slice(start, start + length);
    if (drawn.length === 0 || !drawn.every((word) => ascii.test(word))) return null;
    const last = drawn.at(-1)!;
    const isPrefix = last.length > 3 && random() < 0.2;
    return { words: isPrefix ? [...drawn.slice(0, -1), last.slice(0, 3)] : drawn, isPrefix, isExcluded };
  };
  const from = draw(texts);
  const clauses = Array.from({ length: 1 + Math.floor(random() * 3) }, () => clause(from, false));
  if (random() < 0.3) clauses.push(clause(draw(texts), true));
  const kept = clauses.filter((one) => one !== null);
  return kept.some(({ isExcluded }) => !isExcluded) ? kept : drawClauses(texts, random);
}

function write({ words, isPrefix, isExcluded }: Clause): string {
  const phrase = words.length > 1 ? `"${words.join(' ')}"` : words[0]!;
  return `${isExcluded ? '-' : ''}${phrase}${isPrefix ? '*' : ''}`;
}
