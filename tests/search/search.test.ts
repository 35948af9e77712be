import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../src/db/dialect.ts';
import { openStore } from '../../src/db/store.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { edgesOf, found, lines, nameOf } from './found.ts';

const odd = lines(
  { title: 'One', markdown: 'Die Straße in Zürich. To be or not to be.' },
  { title: 'Two', markdown: 'From İstanbul to ＡＢＣ １２３; O’Hara’s e-mail, C++ and naïve σοφός ΣΟΦΟΣ.' },
  { title: 'Three', markdown: '東京都でラーメンを食べた。서울특별시 กรุงเทพมหานคร' },
  { title: 'Five', markdown: '葛\u{e0100}城市 日本\u00ad語 한\u2060국 السَّلَامُ שָׁלוֹם Hawaiʻi bell' },
  { title: 'Four', markdown: 'A word at the end\n\nof a block, and one in **bo**ld or `code`.' },
);

const cases: [query: string, titles: string[]][] = [
  ['strasse', ['One']],
  ['STRASSE zurich', ['One']],
  ['straß*', ['One']],
  ['"to be or not to be"', ['One']],
  ['"not to be or"', []],
  ['be -zurich', []],
  ['-zurich', []],
  ['istanbul abc 123', ['Two']],
  ['"O\'Hara\'s E-Mail"', ['Two']],
  ['e-mail', ['Two']],
  ['"mail e"', []],
  ['c++', ['Two']],
  ['naive', ['Two']],
  ['σοφος', ['Two']],
  ['ΣΟΦΟΣ', ['Two']],
  ['σοφ*', ['Two']],
  ['sophos', []],
  ['東京', ['Three']],
  ['京都', ['Three']],
  ['京', ['Three']],
  ['都', ['Three']],
  ['東京都', ['Three']],
  ['京東', []],
  ['ﾗｰﾒﾝ', ['Three']],
  ['서울', ['Three']],
  ['시', ['Three']],
  ['กรุงเทพมหานคร', ['Three']],
  ['bold', ['Four']],
  ['code', ['Four']],
  ['"at the end"', ['Four']],
  ['en', []],
  ['en*', ['Four']],
  ['e*', ['Two']],
  ['“at the end', ['Four']],
  ['"the en"*', ['Four']],
  ['word -"the end"', []],
  ['word -"end the"', ['Four']],
  ['word - the', ['Four']],
  ['word -bl*', []],
  ['', []],
  ['" "', []],
  ['NEAR(word end)', []],
  ['word AND end', ['Four']],
  ['wor\u00add', ['Four']],
  ['葛城', ['Five']],
  ['葛城市', ['Five']],
  ['日本語', ['Five']],
  ['한국', ['Five']],
  ['السلام', ['Five']],
  ['שלום', ['Five']],
  ["hawai'i", ['Five']],
  // What has no room in a query is passed over as a whole.
  [`${'bell '.repeat(40)} nothing`, ['Five']],
  [`bell ${'a b c d e f g h '.repeat(4)} -bell`, []],
  [`hawai* ${'-nothing '.repeat(31)}`, ['Five']],
  [`word ${Array.from({ length: 31 }, (_, i) => `-w${i}`).join(' ')} -"word at"`, ['Four']],
];

describe.each(engines)('search on %s', (engine) => {
  it('finds words, phrases and beginnings, whatever their case, accents and width', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'odd.jsonl': odd });
    const answers = [];
    for (const [query] of cases) answers.push([query, await found(app, query, { types: ['TAKE'] })]);
    expect(answers).toEqual(cases.map(([query, titles]) => [query, titles.map((title) => `take ${title}`)]));
  });

  it('finds articles, takes, topics and people, those first that are called so', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'topics.jsonl': lines(
        { type: 'topic', name: 'Clocks', aliases: ['Timepieces'], description: 'What tells the hour.' },
        { type: 'topic', name: 'Water clocks', broader: 'Clocks' },
      ),
      'takes.jsonl': lines(
        {
          title: 'Of sundials',
          url: 'https://a.example/1',
          date: '2020-01-01',
          markdown: 'Unlike clocks they need the sun.',
        },
        {
          title: 'Clocks',
          url: 'https://a.example/2',
          date: '2020-01-02',
          markdown: 'They tick.',
          authors: ['Ada Clocks'],
        },
        { title: 'On bells', url: 'https://a.example/3', date: '2020-01-03', summary: 'Bells and clocks.' },
        { title: 'On bells II', url: 'https://a.example/4', aliases: ['A book of hours'] },
      ),
    });
    const all = await found(app, 'clocks');
    expect(all.slice(0, 3)).toEqual(['topic Clocks', 'article Clocks', 'take Clocks']);
    expect(all.slice(3, 5).sort()).toEqual(['person Ada Clocks', 'topic Water clocks']);
    expect(all.slice(5).sort()).toEqual(['article On bells', 'take Of sundials']);
    expect(await found(app, 'timepieces')).toEqual(['topic Clocks']);
    expect(await found(app, 'hour')).toEqual(['topic Clocks']);
    expect(await found(app, '"book of hours"')).toEqual(['article On bells II']);
    expect(await found(app, '"bells ii a book"')).toEqual([]);
    expect(await found(app, '"sundials unlike"')).toEqual([]);
    expect(await found(app, 'clocks', { types: ['PERSON'] })).toEqual(['person Ada Clocks']);
    expect((await found(app, 'clocks', { types: ['TAKE', 'TOPIC'] })).sort()).toEqual([
      'take Clocks',
      'take Of sundials',
      'topic Clocks',
      'topic Water clocks',
    ]);
    expect(await found(app, 'clocks', { types: [] })).toEqual([]);
    expect(await found(app, 'clocks', { where: { title: { startsWith: 'On' } } })).toEqual([
      'article On bells',
    ]);
    expect((await found(app, 'clocks', { where: { hasTake: true } })).sort()).toEqual([
      'article Clocks',
      'take Clocks',
      'take Of sundials',
    ]);
    expect(await found(app, 'clocks', { where: {}, types: ['TOPIC'] })).toEqual([]);
  });

  it('knows what is called just so in every script', async () => {
    await using app = await createTestApp({ engine });
    const names = ['猫', '서울 날씨', '東京 タワー', 'Straße'];
    const texts = names.map((name, i) => ({
      title: `${name} ${name} ${i}`,
      url: `https://a.example/${i}`,
      markdown: `${name} `.repeat(20),
    }));
    await app.publish({
      'topics.jsonl': lines(
        ...names.map((name) => ({ type: 'topic', name, description: 'It is long. '.repeat(20) })),
      ),
      'texts.jsonl': lines(...texts),
    });
    for (const name of names)
      for (const query of [name, `"${name}"`])
        expect([query, (await found(app, query))[0]]).toEqual([query, `topic ${name}`]);
  });

  it('leaves out what went a moment ago', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'one.jsonl': lines({ title: 'One', markdown: 'A bell.' }) });
    {
      await using store = openStore(app.databaseUrl);
      await store.write(async (trx) => {
        const ids = [99_999, 2 ** 48 + 99_999, 2 * 2 ** 48 + 99_999, 3 * 2 ** 48 + 99_999];
        await trx
          .insertInto('indexed_text')
          .values(ids.map((id) => ({ id, hash: 0 })))
          .execute();
        await dialectOf(trx).saveTexts(
          trx,
          ids.map((id) => ({ id, title: ['bell'], body: '', isNew: true })),
        );
      });
    }
    expect(await found(app, 'bell')).toEqual(['take One']);
  });

  it('puts the newer first of those that match as well', async () => {
    await using app = await createTestApp({ engine });
    const dates = ['2019-05-01', '2021-05-01', '2018-05-01', '2020-05-01'];
    await app.publish({
      'takes.jsonl': lines(
        ...dates.map((date, i) => ({
          title: `Text ${i}`,
          date,
          url: `https://a.example/${i}`,
          markdown: 'A rare bird.',
        })),
        {
          title: 'Other',
          date: '2022-05-01',
          url: 'https://a.example/other',
          markdown: `${'No bird. '.repeat(50)} A rare one.`,
        },
      ),
    });
    const expected = ['take Text 1', 'take Text 3', 'take Text 0', 'take Text 2', 'take Other'];
    expect(await found(app, 'rare bird')).toEqual(expected);
    const edges = await edgesOf(app, { query: 'rare bird' });
    const scores = edges.map(({ score }) => score);
    expect(scores.at(-1)).toBeGreaterThan(0);
    expect(scores.at(-1)).toBeLessThan(scores[0]!);
  });

  it('shows where it found what, on one line, without any mark-up of the text', async () => {
    await using app = await createTestApp({ engine });
    const long = `${'So it goes on. '.repeat(40)}\n\nThen came the <mark>&bell "rang" ${'and rang on and on '.repeat(30)}`;
    await app.publish({
      'takes.jsonl': lines(
        { title: 'The bell & the "<book>"', url: 'https://a.example/1', text: long },
        {
          title: '東京の話',
          url: 'https://a.example/2',
          text: `${'むかし'.repeat(100)}東京都に鐘があった。${'むかし'.repeat(100)}`,
        },
        {
          title: 'Twice',
          url: 'https://a.example/3',
          text: `A bell. ${'Nothing. '.repeat(60)} A book, and a bell too. ${'Nothing. '.repeat(60)}`,
        },
      ),
    });
    const [first] = await edgesOf(app, { query: 'bell boo*', types: ['ARTICLE'] });
    expect(first!.highlights).toEqual([
      { field: 'title', html: 'The <mark>bell</mark> &amp; the &quot;&lt;<mark>book</mark>&gt;&quot;' },
    ]);
    const takes = await edgesOf(app, { query: 'bell', types: ['TAKE'] });
    const highlightOf = (title: string) =>
      takes
        .find(({ node }) => nameOf(node) === `take ${title}`)!
        .highlights.find(({ field }) => field === 'body')!.html;
    expect(highlightOf('The bell & the "<book>"')).toMatch(
      /^…it goes on\. .* Then came the &lt;mark&gt;&amp;<mark>bell<\/mark> &quot;rang&quot; (and rang on and on )+.*…$/,
    );
    const [both] = await edgesOf(app, {
      query: 'book bell',
      types: ['TAKE'],
      where: { title: { eq: 'Twice' } },
    });
    expect(both!.highlights[0]!.html).toContain('A <mark>book</mark>, and a <mark>bell</mark> too.');
    const odd = '𐐀'.repeat(300);
    await app.publish({
      'odd.jsonl': lines({ title: 'Odd', url: 'https://a.example/4', text: `bell ${odd} x❤️y` }),
    });
    const [oddEdge] = await edgesOf(app, { query: 'bell', types: ['TAKE'], where: { title: { eq: 'Odd' } } });
    const html = oddEdge!.highlights[0]!.html;
    expect(html).toMatch(/^<mark>bell<\/mark> 𐐀+…$/u);
    expect([html.isWellFormed(), html.length > 150]).toEqual([true, true]);
    const [heart] = await edgesOf(app, { query: 'y', types: ['TAKE'] });
    expect(heart!.highlights[0]!.html).toMatch(/x❤️<mark>y<\/mark>$/u);
    const [japanese] = await edgesOf(app, { query: '東京都 鐘', types: ['TAKE'] });
    expect(japanese!.highlights.map(({ html }) => html)).toEqual([
      expect.stringMatching(/^….*<mark>東京都<\/mark>に<mark>鐘<\/mark>があった。.*…$/),
    ]);
    for (const { highlights } of [...takes, both!, japanese!, first!]) {
      for (const { html } of highlights) {
        const text = html.replace(/<\/?mark>/g, '').replace(/&(amp|lt|gt|quot);/g, 'x');
        expect(text).not.toMatch(/[<>"\n]/);
        expect(text.length).toBeLessThanOrEqual(200);
      }
    }
  });

  it('finds what stands beyond what a row of an index holds', async () => {
    await using app = await createTestApp({ engine });
    const many = Array.from({ length: 120_000 }, (_, i) => `word${i}`).join(' ');
    await app.publish({
      'takes.jsonl': lines(
        { title: 'Repeated', text: `${'echo and again '.repeat(6_000)} the echo finale` },
        { title: 'Varied', text: `${many} the last finale` },
      ),
    });
    for (const [query, titles] of [
      ['"echo finale"', ['Repeated']],
      ['"again echo"', ['Repeated']],
      ['"finale echo"', []],
      ['"echo fin"*', ['Repeated']],
      ['"last finale"', ['Varied']],
      ['word119999', ['Varied']],
      ['word11999*', ['Varied']],
      ['"word119998 word119999"', ['Varied']],
      ['"word119999 word119998"', []],
      ['word120000', []],
      ['finale -word119999', ['Repeated']],
      ['finale -echo', ['Varied']],
      // Beyond the last place that PostgreSQL knows.
      ['word90000', ['Varied']],
    ] as const)
      expect([query, await found(app, query, { types: ['TAKE'] })]).toEqual([
        query,
        titles.map((title) => `take ${title}`),
      ]);
  });

  it('knows what is new, changed or gone at once', async () => {
    await using app = await createTestApp({ engine });
    const piece = (more: object) =>
      lines({
        title: 'Of clocks',
        url: 'https://a.example/1',
        markdown: 'They tick.',
        authors: ['Ada'],
        ...more,
      });
    const topic = (more: object) => lines({ type: 'topic', name: 'Time', ...more });
    const check = async (expected: Record<string, string[]>) => {
      const answers: Record<string, string[]> = {};
      for (const query of Object.keys(expected)) answers[query] = (await found(app, query)).sort();
      expect(answers).toEqual(expected);
      expect(await foundFaults(app.databaseUrl)).toEqual([]);
    };
    await app.publish({ 'a.jsonl': piece({}), 't.jsonl': topic({ aliases: ['Hours'] }) });
    await check({
      clocks: ['article Of clocks', 'take Of clocks'],
      tick: ['take Of clocks'],
      ada: ['person Ada'],
      hours: ['topic Time'],
    });
    await app.publish({
      'a.jsonl': piece({ title: 'Of bells', markdown: 'They ring.', authors: ['Bob'] }),
      't.jsonl': topic({ description: 'Flies.' }),
    });
    await check({
      clocks: [],
      tick: [],
      ada: [],
      hours: [],
      bells: ['article Of bells', 'take Of bells'],
      ring: ['take Of bells'],
      bob: ['person Bob'],
      flies: ['topic Time'],
    });
    // Another document of the piece says what it is called; the take has no title of its own.
    await app.publish({ 'b.jsonl': lines({ title: 'A Book of Bells', url: 'https://a.example/1' }) });
    await check({
      book: ['article A Book of Bells', 'take A Book of Bells'],
      bells: ['article A Book of Bells', 'take A Book of Bells'],
    });
    for (const name of ['a.jsonl', 'b.jsonl', 't.jsonl']) rmSync(path.join(app.folder, name));
    await app.publish({ 'other.jsonl': lines({ title: 'Other' }) });
    await app.ingest(undefined, { prune: true });
    await check({ bells: [], ring: [], bob: [], flies: [], time: [] });
  });
});
