import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { listGraph, markdown, none, ordersOn } from './documents.ts';
import { fingerprint } from './fingerprint.ts';

const clocks = 'Radio Hour: Keeping Time: From Water Clocks to the Quartz Movement';
const almanac = 'Almanac-Reader: An index for hand-printed calendars';
const bells = 'Why do small towns ring so many bells at noon?';

const page = `Clockmakers dispute the ‘needless’ town ban on the loudest bells
Our take

The dispute over the town’s bells shows how far silence and time are at odds. It echoes themes of our earlier piece, ${clocks}, which follows one escapement through four centuries – a long walk. More on how days were counted is in ${almanac}, and it is short.
The clockmakers’ argument is plain: a bell that nobody hears keeps no time. How many are rung, as counted in ${bells}, matters more than how loudly.
What comes next is open. Clockmakers dispute the ‘needless’ town ban on the loudest bells, and so do we.
Read on the original site
Open the publisher's page for the full experience
`;
const documents = {
  'page.txt': page,
  'earlier/clocks.md': markdown({ title: clocks, url: 'https://example.org/clocks' }),
  'earlier/almanac.md': markdown({ title: almanac, url: 'https://example.org/almanac' }),
  'earlier/bells.md': markdown({ title: bells, url: 'https://example.org/bells' }),
};
const names = Object.keys(documents) as (keyof typeof documents)[];

describe.each(engines)('a text page that names three pieces, on %s', (engine) => {
  it('refers to them whichever document comes first', async () => {
    const listings = [];
    for (const order of ordersOn(engine, names)) {
      await using app = await createTestApp({ engine });
      const report = await app.publish(Object.fromEntries(order.map((name) => [name, documents[name]])));
      expect(report).toEqual({ ...none, created: 4, references: 3 });
      listings.push(await listGraph(app));
    }
    expect(listings).toHaveLength(engine === 'sqlite' ? 24 : 2);
    for (const listing of listings.slice(1)) expect(listing).toEqual(listings[0]);

    const [{ articles, stats }] = listings as [(typeof listings)[0]];
    expect(stats).toMatchObject({ articles: 4, takes: 1, crossReferences: 3 });
    const { takes, url } = articles.find(({ title }) => title.startsWith('Clockmakers'))!;
    expect(url).toBeNull();
    const [take] = takes.nodes;
    const text = take!.body.text;
    expect(text).toMatch(/^The dispute [^]* so do we\.$/);
    expect(take!.references.edges.map(({ node, reference }) => [node.url, reference.anchors])).toEqual(
      [
        [clocks, 'clocks', 'It echoes themes of our earlier piece, '],
        [almanac, 'almanac', 'More on how days were counted is in '],
        [bells, 'bells', 'How many are rung, as counted in '],
      ].map(([title, path, sentence]) => [
        `https://example.org/${path}`,
        [
          expect.objectContaining({
            exact: title,
            start: text.indexOf(title!),
            end: text.indexOf(title!) + title!.length,
            sentence: expect.stringMatching(new RegExp(`^${sentence}`)) as unknown,
          }),
        ],
      ]),
    );
  });

  it('changes nothing when it comes again', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const before = await fingerprint(app);
    expect(await app.ingest()).toEqual({ ...none, unchanged: 4 });
    expect(await app.ingest([...names].reverse())).toEqual({ ...none, unchanged: 4 });
    expect(await fingerprint(app)).toBe(before);

    await app.publish({ 'earlier/bells.md': `${documents['earlier/bells.md']}\n` });
    expect(await fingerprint(app)).not.toBe(before);
  });
});
