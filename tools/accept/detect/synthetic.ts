import { randomOf } from '../random.ts';

interface Line {
  type: 'document';
  title: string;
  url: string;
  date: string;
  markdown: string;
}

interface Composed {
  lines: Line[];
  /** "source's address, tab, target's address, tab, LINK or TITLE". */
  expected: Set<string>;
}

interface Piece {
  title: string;
  url: string;
  /** How a text may name it so that it is a reference; empty where no way is. */
  ways: readonly Way[];
}

type Way = 'link' | 'plain' | 'quoted' | 'emphasised' | 'capitals';

/** Of each kind, so many pieces. */
const perKind = 150;
/** Traps are what a text may say that is no reference. */
const trapsPerText = 3;
const referencesPerText = 4;

const adjectives =
  `amber brittle civic distant eager feral gentle hollow inland jagged kindred lunar muted narrow opaque placid quaint rural silent tidal urban vivid wary yonder`.split(
    ' ',
  );
const nouns =
  `anvil basin canal dune ember fjord garden harbour island jetty kiln lantern meadow needle orchard parish quarry river steeple timber upland valley willow yard`.split(
    ' ',
  );
const verbs =
  `carries counts covers divides finds follows gathers holds joins keeps leaves marks names orders paints raises serves tells turns weighs`.split(
    ' ',
  );

/**
 * Pieces and texts about them, with what each text refers to. Titles are long, short, of common words, the beginning of
 * others or within others, borne by two; texts name them in every way that counts and in every way that does not.
 */
export function composeCorpus(seed: number): Composed {
  const random = randomOf(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const taken = new Set<string>();
  const title = (make: () => string): string => {
    for (;;) {
      const made = make();
      if (taken.has(made.toLowerCase())) continue;
      taken.add(made.toLowerCase());
      return made;
    }
  };
  const pieces: Piece[] = [];
  const add = (name: string, ways: readonly Way[]): void => {
    pieces.push({ title: name, url: `https://pieces.example/${pieces.length}`, ways });
  };
  const sure: readonly Way[] = ['link', 'plain', 'quoted', 'emphasised'];
  const short: readonly Way[] = ['link', 'quoted', 'emphasised', 'capitals'];
  const two = () => `${capital(pick(adjectives))} ${capital(pick(nouns))}`;
  const long = () => `How the ${two()} ${capital(pick(verbs))} a ${two()}`;
  for (let i = 0; i < perKind; i++) {
    add(title(long), sure);
    add(title(two), short);
    add(`Issue ${i + 1} of the ${capital(nouns[i % nouns.length]!)} Letter`, sure);
    // One is the beginning of the other.
    const first = title(long);
    add(first, sure);
    add(
      title(() => `${first} and ${capital(pick(nouns))}`),
      sure,
    );
    // One lies within the other.
    add(
      title(() => `Notes on ${pick(pieces).title} Today`),
      sure,
    );
  }
  for (let i = 0; i < perKind / 5; i++) {
    const both = title(long);
    add(both, ['link']);
    add(both, ['link']);
    add(
      title(() => `${capital(pick(verbs))} ${capital(pick(nouns))}?`),
      short,
    );
  }
  for (const common of [
    'In and Out of It',
    'More of the Same',
    'Now and Then',
    'What Was That?',
    'After All',
  ])
    add(common, ['link']);

  const filler = (): string =>
    `The ${pick(nouns)} ${pick(verbs)} what the ${pick(nouns)} ${pick(verbs)}, as it was said then.`;
  const named: Record<Way, (piece: Piece) => string> = {
    link: ({ title: name, url }) => `Long ago [${pick([name, 'a piece', 'they'])}](${url}) said so.`,
    plain: ({ title: name }) => `It was ${pick([name, name.toLowerCase(), name.toUpperCase()])}, they say.`,
    quoted: ({ title: name }) => `We read ${pick(['“#”', '"#"', '«#»', '‘#’']).replace('#', name)} again.`,
    emphasised: ({ title: name }) => `We read ${pick(['*#*', '**#**', '_#_']).replace('#', name)} again.`,
    capitals: ({ title: name }) => `They say that ${name} was right.`,
  };
  // What is left of a title may be another one, and is then rightly found.
  const holdsNone = pieces.filter(({ title: name }) =>
    pieces.every((other) => other.title === name || !name.toLowerCase().includes(other.title.toLowerCase())),
  );
  const traps: ((piece: Piece) => string)[] = [
    ({ title: name }) => `> ${name}`,
    ({ title: name }) => `# ${name}`,
    ({ title: name }) => `\`\`\`\n${name}\n\`\`\``,
    ({ title: name }) => `It says \`${name}\` there.`,
    ({ title: name }) => `There was [${name}](https://elsewhere.example/${pick(nouns)}) once.`,
    ({ title: name }) => `It was ${name}s, they say.`,
    ({ title: name }) => `It was ${name.split(' ').slice(0, -1).join(' ')} and no more.`,
  ];
  const shortTrap = ({ title: name }: Piece) => `it was as if ${name.toLowerCase().replace(/\?$/, '')} came.`;

  const expected = new Set<string>();
  const lines = pieces.map((piece, i): Line => {
    const paragraphs: string[] = [];
    const chosen = new Map<string, Way>();
    while (chosen.size < referencesPerText) {
      const target = pick(pieces);
      if (target === piece || chosen.has(target.url)) continue;
      const way = pick(target.ways);
      chosen.set(target.url, way);
      paragraphs.push(`${filler()} ${named[way](target)} ${filler()}`);
      expected.add(`${piece.url}\t${target.url}\t${way === 'link' ? 'LINK' : 'TITLE'}`);
    }
    for (let trap = 0; trap < trapsPerText; trap++) {
      const target = pick(holdsNone);
      const isShort = target.ways === short;
      paragraphs.push(isShort && random() < 0.5 ? shortTrap(target) : pick(traps)(target));
    }
    const bearers = pieces.filter(({ ways }) => ways.length === 1);
    paragraphs.push(`It was ${pick(bearers).title}, they say.`);
    return {
      type: 'document',
      title: piece.title,
      url: piece.url,
      date: new Date(Date.UTC(2015, 0, 1 + i)).toISOString().slice(0, 10),
      markdown: paragraphs.join('\n\n'),
    };
  });
  return { lines, expected };
}
