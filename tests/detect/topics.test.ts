import { rmSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { markdown, ordersOn } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { TopicsOfArticlesDocument } from '../support/gql/graphql.ts';

const piece = (title: string, body = '', ...topics: string[]) =>
  markdown({ title, url: `https://journal.example/${encodeURIComponent(title)}`, topics }, body);
const lines = (...documents: Record<string, unknown>[]) =>
  documents.map((document) => `${JSON.stringify(document)}\n`).join('');
const topicLine = (name: string, aliases: string[] = [], broader?: string) =>
  lines({ type: 'topic', name, aliases, broader });

/**
 * Every topic of an article that its text names, as "title: topic confidence". Checks what must always hold: counts are of what is
 * there, and doctor finds nothing.
 */
async function keywords(app: TestApp): Promise<string[]> {
  const { articles, topics } = await app.execute(TopicsOfArticlesDocument);
  for (const { articles: own, articleCount } of topics.nodes)
    expect(articleCount).toBeGreaterThanOrEqual(own.totalCount);
  expect(await foundFaults(app.databaseUrl)).toEqual([]);
  return articles.nodes.flatMap((article) =>
    article.topics.edges.flatMap(({ node, assignedBy, confidence }) =>
      assignedBy === 'KEYWORD' ? [`${article.title}: ${node.name} ${confidence}`] : [],
    ),
  );
}

async function articleCounts(app: TestApp): Promise<string[]> {
  const { topics } = await app.execute(TopicsOfArticlesDocument);
  return topics.nodes.map(({ name, articleCount }) => `${name} ${articleCount}`);
}

const brew = 'Slow mornings. Brewing coffee takes patience, and brewing coffee well takes water.';

describe.each(engines)('topics that texts name, on %s', (engine) => {
  it('are found forward and back in time, and go with what named them', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'first.md': piece('First', brew) });
    expect(await keywords(app)).toEqual([]);
    await app.publish({ 'stated.md': piece('Stated', '', 'Brewing Coffee') });
    expect(await keywords(app)).toEqual(['First: Brewing Coffee 0.83']);
    await app.publish({ 'second.md': piece('Second', brew) });
    expect(await keywords(app)).toEqual(['First: Brewing Coffee 0.83', 'Second: Brewing Coffee 0.83']);
    expect(await articleCounts(app)).toEqual(['Brewing Coffee 3']);
    // A text that names it no longer, and the document that states it.
    await app.publish({ 'second.md': piece('Second', 'Tea.') });
    expect(await keywords(app)).toEqual(['First: Brewing Coffee 0.83']);
    await app.publish({ 'stated.md': piece('Stated') });
    expect(await articleCounts(app)).toEqual([]);
    expect(await keywords(app)).toEqual([]);
  });

  it('are found where the topic comes later in the transaction in which articles were joined', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'b.md': piece('B'), 'm.md': piece('M') });
    const joining = markdown(
      { title: 'A', url: 'https://journal.example/A', otherUrls: ['https://journal.example/B'] },
      brew,
    );
    await app.publish({ 'm.md': joining, 'z.md': piece('Z', '', 'Brewing Coffee') });
    expect(await keywords(app)).toEqual([expect.stringMatching(/: Brewing Coffee 0.83$/)]);
  });

  it('stand behind what documents state', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'other.md': piece('Other', '', 'Brewing Coffee'), 'own.md': piece('Own', brew) });
    expect(await keywords(app)).toEqual(['Own: Brewing Coffee 0.83']);
    await app.publish({ 'own.md': piece('Own', brew, 'brewing coffee') });
    expect(await keywords(app)).toEqual([]);
    expect(await articleCounts(app)).toEqual(['Brewing Coffee 2']);
    await app.publish({ 'own.md': piece('Own', brew) });
    expect(await keywords(app)).toEqual(['Own: Brewing Coffee 0.83']);
    expect(await articleCounts(app)).toEqual(['Brewing Coffee 2']);
  });

  it('are found by aliases, which may go and move', async () => {
    await using app = await createTestApp({ engine });
    const text = 'The filter cone, again: a filter cone of steel.';
    await app.publish({ 'text.md': piece('Text', text), 'drip.jsonl': topicLine('Drip', [], 'Kitchen') });
    expect(await keywords(app)).toEqual([]);
    await app.publish({ 'drip.jsonl': topicLine('Drip', ['Filter cone'], 'Kitchen') });
    expect(await keywords(app)).toEqual(['Text: Drip 0.83']);
    expect(await articleCounts(app)).toEqual(['Drip 1', 'Kitchen 1']);
    await app.publish({ 'cones.jsonl': topicLine('Cones', ['Filter cone']) });
    expect(await keywords(app)).toEqual(['Text: Cones 0.83']);
    expect(await articleCounts(app)).toEqual(['Cones 1', 'Drip 0', 'Kitchen 0']);
    await app.publish({ 'cones.jsonl': topicLine('Cones') });
    expect(await keywords(app)).toEqual(['Text: Drip 0.83']);
    await app.publish({ 'drip.jsonl': topicLine('Drip') });
    expect(await keywords(app)).toEqual([]);
    // A name that only an article stated becomes an alias.
    await app.publish({ 'stated.md': piece('Stated', '', 'Filter Cone') });
    expect(await keywords(app)).toEqual(['Text: Filter Cone 0.83']);
    await app.publish({ 'drip.jsonl': topicLine('Drip', ['filter cone']) });
    expect(await keywords(app)).toEqual(['Text: Drip 0.83']);
  });

  it('are those of the surest take, and move with it', async () => {
    await using app = await createTestApp({ engine });
    const url = 'https://journal.example/piece';
    const take = (permalink: string, body: string) =>
      markdown({ title: 'A piece', url, permalink: `https://${permalink}.example/1` }, body);
    await app.publish({
      'topic.jsonl': topicLine('Kettles'),
      'one.md': take('one', 'Kettles boil. Kettles sing.'),
      'two.md': take('two', 'Kettles boil, kettles sing, kettles cool.'),
    });
    expect(await keywords(app)).toEqual(['A piece: Kettles 0.8']);
    await app.publish({ 'two.md': take('two', 'Nothing.') });
    expect(await keywords(app)).toEqual(['A piece: Kettles 0.73']);
    const elsewhere = markdown(
      { title: 'Elsewhere', url: 'https://other.example/', permalink: 'https://one.example/1' },
      'Kettles boil. Kettles sing.',
    );
    await app.publish({ 'one.md': elsewhere });
    expect(await keywords(app)).toEqual(['Elsewhere: Kettles 0.73']);
  });

  it('are the same whatever comes first', { timeout: 120_000 }, async () => {
    const documents = {
      'a.md': piece('A', brew, 'Assam'),
      'b.md': piece('B', 'Assam, assam, and brewing coffee.', 'Brewing Coffee'),
      'c.md': piece('C', 'Java, java and assam.'),
      'd.jsonl': topicLine('Brewing Coffee', ['Java'], 'Drinks'),
    };
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      for (const name of names) await app.ingest([name]);
      expect(await keywords(app)).toEqual([
        'A: Brewing Coffee 0.83',
        'B: Assam 0.73',
        'C: Brewing Coffee 0.73',
      ]);
      expect(await articleCounts(app)).toEqual(['Assam 2', 'Brewing Coffee 3', 'Drinks 3']);
    }
  });

  it('are found in many takes, part of them later', { timeout: 60_000 }, async () => {
    await using app = await createTestApp({ engine });
    const texts = Array.from({ length: 450 }, (_, i) => ({
      title: `Text ${i}`,
      url: `https://texts.example/${i}`,
      markdown: i % 3 === 2 ? 'Water kettle.' : 'Kettles. Water, kettles.',
    }));
    await app.publish({ 'texts.jsonl': lines(...texts) });
    await app.write({ 'topic.jsonl': topicLine('Kettles') });
    expect(await app.ingest(['topic.jsonl'], { signal: AbortSignal.abort() })).toMatchObject({ created: 1 });
    expect(await articleCounts(app)).toEqual(['Kettles 200']);
    // A text that comes in between is searched once.
    await app.publish({ 'between.md': piece('Between', 'Kettles and kettles.') });
    expect(await articleCounts(app)).toEqual(['Kettles 301']);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });

  it('are found in what an earlier version of the program stored', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'topic.jsonl': topicLine('Drip', ['Filter cone']),
      'text.md': piece('Text', 'A filter cone, the filter cone.'),
      'own.md': piece('Own', brew, 'Brewing Coffee'),
      'more.md': piece('More', brew),
    });
    const found = ['More: Brewing Coffee 0.83', 'Text: Drip 0.83'];
    expect(await keywords(app)).toEqual(found);
    {
      await using store = openStore(app.databaseUrl);
      // As the migration leaves it.
      for (const statement of [
        `delete from take_topic`,
        `delete from article_topic where assigned_by = 'KEYWORD'`,
        `update topic set first_word = null, article_count = (
          select count(*) from article_topic where article_topic.topic_id = topic.id
        )`,
        `update topic_alias set first_word = null`,
        `insert into topic_search select id, 0 from topic`,
        `insert into take_search select id from take`,
      ])
        await store.write((trx) => sql.raw(statement).execute(trx));
    }
    expect(await keywords(app)).toEqual([]);
    expect(await app.ingest()).toMatchObject({ unchanged: 4, references: 0 });
    expect(await keywords(app)).toEqual(found);
  });

  it('count a place once, by however many names', async () => {
    await using app = await createTestApp({ engine });
    const long = `${'So it goes on and on. '.repeat(150)} Then layer-2 came. ${'And on. '.repeat(100)}`;
    await app.publish({
      'topics.jsonl': topicLine('Layer 2', ['Layer-2', 'Layer']) + topicLine('Came'),
      'text.md': piece('Text', long),
    });
    expect(await keywords(app)).toEqual([]);
  });

  it('are in no broader topic any more where their document is gone', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'greek.jsonl': topicLine('Greek'),
      'alpha.jsonl': topicLine('Alpha Beta', [], 'Greek'),
      'gamma.jsonl': topicLine('Gamma', ['Alpha Beta']),
      'stated.md': piece('Stated', '', 'Alpha Beta'),
      'named.md': piece('Named', 'Alpha Beta and alpha beta.'),
    });
    expect(await articleCounts(app)).toEqual(['Alpha Beta 2', 'Gamma 0', 'Greek 2']);
    rmSync(path.join(app.folder, 'alpha.jsonl'));
    expect(await app.ingest(undefined, { prune: true })).toMatchObject({ removed: 1 });
    expect(await articleCounts(app)).toEqual(['Gamma 2', 'Greek 0']);
    expect(await keywords(app)).toEqual(['Named: Gamma 0.83']);
  });

  it('are found late in texts with more words than an index takes', { timeout: 60_000 }, async () => {
    await using app = await createTestApp({ engine });
    const words = Array.from({ length: 110_000 }, (_, i) => `w${i.toString(36)}x`).join(' ');
    await app.publish({ 'text.md': piece('Text', `${words} ${'zebra '.repeat(400)}`) });
    await app.publish({ 'topic.jsonl': topicLine('Zebra') });
    expect(await keywords(app)).toEqual(['Text: Zebra 0.94']);
  });

  it('of one transaction are looked for in few takes at once', { timeout: 60_000 }, async () => {
    await using app = await createTestApp({ engine });
    const texts = Array.from({ length: 150 }, (_, i) => ({
      title: `Text ${i}`,
      url: `https://texts.example/${i}`,
      markdown: 'Kettles. Kettles. Pots, pots. Cups and cups.',
    }));
    await app.publish({ 'texts.jsonl': lines(...texts) });
    await app.write({ 'topics.jsonl': topicLine('Kettles') + topicLine('Pots') + topicLine('Cups') });
    await app.ingest(['topics.jsonl'], { signal: AbortSignal.timeout(60_000) });
    expect(await articleCounts(app)).toEqual(['Cups 150', 'Kettles 150', 'Pots 150']);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });

  it('are names as texts write them', { timeout: 60_000 }, async () => {
    await using app = await createTestApp({ engine });
    const names: Record<string, [name: string, text: string, isFound: boolean]> = {
      hyphens: ['Proof of Work', 'Proof-of-work it is.', true],
      brackets: ['Bech32(m)', 'About bech32(m) here.', true],
      sentences: ['Open Source', 'Leave it open. Source it elsewhere.', false],
      inflected: ['Kettle', 'Kettles and kettles.', false],
      accents: ['Café Crème', 'cafe creme, bitte', true],
      capitals: ['AI', 'Of AI and more AI.', true],
      ordinary: ['Go', 'Go and go and go.', false],
      chinese: ['区块链', '这是区块链技术的介绍。', true],
      korean: ['비트코인', '비트코인은 무엇인가', true],
      japanese: ['カタカナ', 'カタカナを読む', true],
      thai: ['กาแฟ', 'วิธีชงกาแฟที่บ้าน กาแฟ', true],
      arabic: ['البرمجة', 'عن البرمجة: البرمجة', true],
      link: ['Moka Pot', '[moka pot](https://x.example/)', true],
      heading: ['Cold Brew', '## Cold brew', true],
      code: ['op_return', 'Use `OP_RETURN` for it, `OP_RETURN`.', true],
      stop: ['The Who', 'Those are the who of it: the who.', false],
      numbers: ['2024', 'In 2024 and 2024.', false],
      folded: ['ｆｕｌｌ ｗｉｄｔｈ', 'It is full width.', true],
      overlapping: ['東京都', '東京 京都、東京 京都', false],
      blocks: ['Lightning Network', 'About Lightning\n\nNetwork effects', false],
      dotted: ['.NET', 'Written in .NET, with .net.', true],
      undotted: ['.COM', 'Com and com.', false],
      apostrophe: ['Довірʼя', 'Довірʼя, довірʼя', true],
      halfwidth: ['ガイド', 'ｶﾞｲﾄﾞ ｶﾞｲﾄﾞ', true],
      decomposed: ['나라', '나라와 나라'.normalize('NFD'), true],
      article: ['The Beatles', 'It was the Beatles.', true],
      softly: ['Coffee Machine', 'A cof\u00adfee ma\u00adchine.', true],
    };
    const texts = Object.entries(names).map(([title, [, text]]) => ({
      title,
      url: `https://t.example/${title}`,
      markdown: text,
    }));
    const topics = Object.values(names).map(([name]) => ({ type: 'topic', name }));
    await app.publish({ 'texts.jsonl': lines(...texts) });
    await app.publish({ 'topics.jsonl': lines(...topics) });
    const back = await keywords(app);
    await using forward = await createTestApp({ engine });
    await forward.publish({ 'topics.jsonl': lines(...topics) });
    await forward.publish({ 'texts.jsonl': lines(...texts) });
    expect(await keywords(forward)).toEqual(back);
    expect(back.map((line) => line.split(':')[0])).toEqual(
      Object.keys(names)
        .filter((title) => names[title]![2])
        .sort(),
    );
  });
});
