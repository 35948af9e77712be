import { randomOf } from '../../tools/accept/random.ts';

/** A take as it is made up: what it refers to, in reading order, once each. */
export interface MadeTake {
  /** No two takes have the same. */
  date: string;
  references: MadeArticle[];
  words: string[];
}

export interface MadeArticle {
  slug: string;
  title: string;
  titleWords: string[];
  url: string;
  takes: MadeTake[];
  topics: MadeTopic[];
}

export interface MadeTopic {
  slug: string;
  name: string;
  broader: MadeTopic | null;
}

/** Some articles that refer to one another, and to none of another graph. */
export interface MadeGraph {
  articles: MadeArticle[];
  topics: MadeTopic[];
}

const mostArticles = 12;

/** The same for the same number. Words, topics and addresses are its own, so that nothing relates it to other graphs. */
export function madeGraph(number: number): MadeGraph {
  const random = randomOf(number);
  const below = (limit: number) => Math.floor(random() * limit);
  const topics: MadeTopic[] = [];
  for (let i = 0; i < below(6); i++)
    topics.push({
      slug: `subject${number}x${i}`,
      name: `Subject${number}x${i}`,
      broader: i > 0 && below(2) === 0 ? topics[below(i)]! : null,
    });
  const articles = Array.from({ length: 2 + below(mostArticles - 1) }, (_, i): MadeArticle => ({
    slug: `graph${number}-piece${number}x${i}`,
    title: `Graph${number} piece${number}x${i}`,
    titleWords: [`graph${number}`, `piece${number}x${i}`],
    url: `https://pieces.example/${number}/${i}`,
    takes: [],
    topics: topics.filter(() => below(4) === 0),
  }));
  // From hardly any references to nearly all that there could be.
  const density = random() ** 2;
  for (const article of articles) {
    for (let takes = [0, 1, 1, 1, 2][below(5)]!; takes > 0; takes--) {
      const references = articles.filter((other) => other !== article && random() < density);
      article.takes.push({
        date: new Date(Date.UTC(2000, 0, 1) + below(2 ** 29) * 1000).toISOString(),
        references: references.sort(
          (a, b) => a.title.length * 7 + below(9) - (b.title.length * 7 + below(9)),
        ),
        words: Array.from({ length: 3 + below(40) }, () => `word${number}x${below(30)}`),
      });
    }
  }
  return { articles, topics };
}

/** The graph as JSON Lines. */
export function documentsOf({ articles, topics }: MadeGraph): string {
  const lines: object[] = topics.map(({ name, broader }) => ({
    type: 'topic',
    name,
    ...(broader && { broader: broader.name }),
  }));
  for (const { title, url, takes, topics: own } of articles) {
    const stated = { title, url, topics: own.map(({ name }) => name) };
    if (takes.length === 0) lines.push(stated);
    for (const [i, { date, references, words }] of takes.entries()) {
      // What is referred to twice is one reference still.
      const links = [...references, ...references.slice(0, 1)].map(
        (target, j) => `[${words[j % words.length]}](${target.url})`,
      );
      lines.push({
        ...stated,
        permalink: url.replace('pieces', `takes${i}`),
        date,
        markdown: `${words.join(' ')}\n\n${links.join(' ')}`,
      });
    }
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
