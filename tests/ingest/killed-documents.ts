import { markdown } from './documents.ts';

/*
 * Twelve documents that refer to each other, and an edit of most: articles, takes, titles, addresses, topics, people,
 * publishers and references come, change, move and go.
 */

const url = (name: string) => `https://journal.example/${name}`;
const to = (name: string) => `[this](${url(name)})`;

const clocks = {
  title: 'A short history of clocks',
  url: url('clocks'),
  publisher: 'The Journal',
  topics: ['Time'],
};
const bells = {
  title: 'On the casting of bells',
  url: url('bells'),
  authors: ['Ada Muster', 'Bob'],
  topics: ['Bells'],
};
const shelves = { title: 'What a shelf is for', url: url('shelves'), date: '2020-01-01' };
const sundials = {
  title: 'The shadow on the wall tells time',
  url: url('sundials'),
  aliases: ['Sundials for everybody'],
};
const tables = { title: 'Why tables are square at all', url: url('tables'), topics: ['Furniture', 'Time'] };
const lamps = { title: 'How lamps were lit before gas', url: url('lamps'), publisher: 'The Lamp' };

export const earlier: Record<string, string> = {
  'bells.md': markdown(bells, `See ${to('clocks')}, ${to('tables')} and ${to('lamps')}.`),
  'clocks.md': markdown(
    clocks,
    `On the casting of bells came first. Then Sundials for everybody, and ${to('shelves')}.`,
  ),
  'lamps.md': markdown(lamps, `Nothing to see but ${to('bells')}.`),
  'letters.md': markdown(
    { title: 'Letters that nobody answered', authors: ['Carol'] },
    `About ${to('clocks')}.`,
  ),
  'notes.md': markdown(
    { title: 'Notes on the letters', url: url('notes') },
    'Letters that nobody answered, again.',
  ),
  'post.md': markdown(
    {
      title: 'Worth a read',
      url: 'https://elsewhere.example/p',
      permalink: 'https://blog.example/1',
      authors: ['Dora'],
    },
    `It is about ${to('sundials')} and “Why tables are square at all”.`,
  ),
  'shelves.md': markdown(shelves, `As A short history of clocks has it, and ${to('notes')}.`),
  'sundials.md': markdown(sundials, `From ${to('clocks')} to ${to('bells')}.`),
  'tables.md': markdown(tables, 'How lamps were lit before gas is another matter.'),
  'unread.txt':
    'A page that nobody has read\nTopics: Time\nOur take\n\nWhat a shelf is for.\nRead on the original site\n',
};

export const later: Record<string, string> = {
  // Text, byline and topics change.
  'bells.md': markdown(
    { ...bells, authors: ['BOB'], topics: ['Bells', 'Time'] },
    `See ${to('clocks')}, then ${to('later')}.`,
  ),
  // A new title: mentions of the old one go, and a piece that had none gets some.
  'clocks.md': markdown(
    { ...clocks, title: 'A history of clocks and their makers' },
    `On the casting of bells, ${to('lamps')}.`,
  ),
  // A new address: links to the old one lead nowhere any more.
  'lamps.md': markdown(
    { ...lamps, url: url('lanterns') },
    `Nothing to see but ${to('bells')} and ${to('later')}.`,
  ),
  // It gets an address, and its text goes.
  'letters.md': markdown({ title: 'Letters that nobody answered', url: url('letters') }),
  'notes.md': markdown(
    { title: 'Notes on the letters', url: url('notes'), date: '2021-01-01' },
    `${to('letters')}: Letters that nobody answered.`,
  ),
  // Another take on another piece, at the same address.
  'post.md': markdown(
    { title: 'Worth a read', url: url('tables'), permalink: 'https://blog.example/1', authors: ['Dora'] },
    `It is about ${to('sundials')}, not about Sundials for all the world.`,
  ),
  'sundials.md': markdown(
    { ...sundials, aliases: ['Sundials for all the world'] },
    `From ${to('clocks')} to ${to('clocks')}.`,
  ),
  // Two that are new.
  'later.md': markdown(
    { title: 'What came later', url: url('later'), topics: ['Later'] },
    'A history of clocks and their makers.',
  ),
  'last.md': markdown(
    { title: 'Why tables are square at all', url: url('last') },
    `One title too many; ${to('later')}.`,
  ),
};
