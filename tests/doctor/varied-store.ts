import { markdown } from '../ingest/documents.ts';
import type { TestApp } from '../support/app.ts';

const clocks = {
  title: 'A short history of clocks',
  url: 'https://journal.example/clocks',
  publisher: 'The Journal',
  authors: ['Ada Muster', 'Bob'],
  date: '2020-01-01',
  topics: ['Time', 'History'],
  aliases: ['Clocks through the ages'],
};
const bells = {
  title: 'On the casting of bells',
  url: 'https://journal.example/bells',
  permalink: 'https://journal.example/bells#take',
  authors: ['Ada Muster'],
  date: '2021-02-03',
  topics: ['Time'],
};

/** Two files of one piece, as `both.md` tells: one article ends, and one of the texts is spare. */
const east = 'https://east.example/lantern';
const west = 'https://west.example/lantern';
const lines = (...topics: Record<string, unknown>[]) =>
  topics.map((topic) => `${JSON.stringify({ type: 'topic', ...topic })}\n`).join('');
const feed = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'A feed',
  home_page_url: 'https://feed.example/',
  items: [
    { id: '1', url: 'https://feed.example/1', title: 'An entry of a feed', content_text: 'Brief.' },
    // The publication's own by its address alone: there is no take.
    { id: '2', url: 'https://feed.example/2', title: 'A bare entry' },
  ],
};

const earlier = {
  'clocks.md': markdown(clocks, 'See [bells](https://journal.example/bells), and A History of Shelves too.'),
  'bells.md': markdown(
    bells,
    'As A short history of clocks has it. Then “Clocks through the ages” once more. Wood on wood.',
  ),
  'shelves.md': markdown(
    { title: 'A History of Shelves', authors: ['Émile'], topics: ['Shelves'] },
    'Wood 🪵.',
  ),
  'post.md': markdown(
    {
      title: 'Worth reading',
      url: 'https://elsewhere.example/piece?b=1',
      permalink: 'https://blog.example/p1',
      authors: ['Carol'],
      date: '2022-03-04',
    },
    '🕰 [Clocks](https://journal.example/clocks), ![](https://journal.example/x.png), and On the casting of bells, 🔔 [again](http://www.journal.example/clocks/?utm_source=x).',
  ),
  'twice.md': markdown({ title: 'A title borne by two', url: 'https://a.example/1' }),
  'again.md': markdown(
    { title: 'A title borne by two', url: 'https://a.example/2' },
    'A title borne by two.',
  ),
  'east.md': markdown({ title: 'The lantern', url: east, authors: ['Ada Muster'] }, 'Light in the east.'),
  'west.md': markdown({ title: 'Lanterns', url: west, topics: ['Horology'] }, 'Light in the west.'),
  'feed.json': JSON.stringify(feed),
  'topics.jsonl': lines(
    { name: 'Time', aliases: ['Horology', 'Hours'] },
    { name: 'top', aliases: ['Hours'] },
    { name: 'middle', broader: 'top' },
    { name: 'low', broader: 'middle' },
    { name: 'Hen', broader: 'Egg' },
    { name: 'Egg', broader: 'Hen' },
  ),
  'page.txt':
    'A page of plain text\nTopics: Time\nOur take\n\nOn the casting of bells again.\nRead on the original site\n',
};

/** The second version of some: they lose what nothing else holds, and move. */
const later = {
  'clocks.md': markdown(
    { ...clocks, topics: ['Time'], authors: ['Bob'], aliases: [] },
    'Nothing but [shelves](https://b.example/shelves) and [bells](https://journal.example/bells).',
  ),
  'shelves.md': markdown(
    { title: 'A History of Shelves', url: 'https://b.example/shelves', topics: ['Wood'] },
    'Wood.',
  ),
  'both.md': markdown({ title: 'The lantern', url: east, otherUrls: [west] }),
  'post.md': earlier['post.md'].replace('Carol', 'Dora').replace('2022', '2023'),
};

/** Documents of every kind, ingested and then edited: all sorts of rows come, change and go. */
export async function ingestVariedDocuments(app: TestApp): Promise<void> {
  await app.publish(earlier);
  await app.publish(later);
}
