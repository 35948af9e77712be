import { createHash } from 'node:crypto';
import type { Body } from '../../src/body/body.ts';
import { cleanBody } from '../../src/body/clean.ts';
import { AnchorMaker } from '../../src/detect/anchor.ts';
import { type Mention, TextToSearch } from '../../src/detect/mentions.ts';
import { resolveReferences } from '../../src/detect/resolve.ts';
import { titleForm } from '../../src/detect/title.ts';
import { foldName } from '../../src/identity/fold.ts';
import { slugOf } from '../../src/identity/slug.ts';
import { parseWebUrl, urlKeys } from '../../src/identity/url-key.ts';
import { articleStatement } from '../../src/ingest/article-fields.ts';
import { takeKeyOf } from '../../src/ingest/keys.ts';
import { addressesOf, type Facts, takeAuthorsOf } from '../../src/read/facts.ts';
import { checkLine, keyOfLine, readDocumentLine } from '../../src/read/jsonl-line.ts';
import type { DataSet, DocumentLine } from '../data-set.ts';
import { titleAt } from '../text/words.ts';
import type { Names } from './names.ts';
import { uidAt } from './uid.ts';

/** A row by its columns; a list of numbers is one of hashes. */
export type Row = Record<string, string | number | null | number[]>;
export type Rows = Record<string, Row[]>;

export interface RowContext {
  data: DataSet;
  /** How many takes refer to each article. */
  backlinks: Int32Array;
  names: Names;
  /** The file that the documents are said to have been in. */
  path: string;
  /** ISO 8601. */
  now: string;
}

/** An article's, its take's and its document's number in the store is its number in the data set and 1. */
const idAt = (index: number) => index + 1;

/** Every row that ingesting the document leaves in the store, but those of people, publishers and topics. */
export function rowsOf(context: RowContext, index: number): Rows {
  const { data, backlinks, names, path, now } = context;
  const { line } = data.document(index);
  const { facts, body, key: lineKey, contentHash } = read(line);
  const statement = articleStatement([facts]);
  const key = statement.key!;
  const takeKey = takeKeyOf(facts, key);
  const id = idAt(index);
  const { take, article, others, isLinkPost } = addressesOf(facts);
  const references = referencesOf(context, index, body);
  const form = titleForm(statement.title);
  const publisher = names.publisher(statement.publisher);
  return {
    article: [
      {
        id,
        uid: uidAt('article', index),
        key,
        slug: slugOf(statement.title, key),
        title: statement.title,
        title_key: foldName(statement.title),
        url: statement.url,
        url_fold: statement.url && foldName(statement.url),
        summary: statement.summary,
        language: statement.language,
        language_fold: statement.language && foldName(statement.language),
        image: statement.image,
        is_own: Number(take?.key === key),
        publisher_id: publisher,
        publisher_spelling:
          statement.publisher && 'name' in statement.publisher ? statement.publisher.name : null,
        published_at: statement.date,
        latest_take_at: facts.date,
        take_count: 1,
        reference_count: references.length,
        referenced_by_count: backlinks[index]!,
        created_at: now,
        updated_at: now,
      },
    ],
    article_url: statement.addresses.map((address) => ({ ...address, article_id: id })),
    title: [{ id, ...form, eligible: Number(form.eligible) }],
    article_title: [
      {
        article_id: id,
        title_id: id,
        spelling: statement.title,
        is_main: 1,
        is_provisional: Number(statement.titleKind === 'provisional'),
      },
    ],
    article_author: names.byline(statement.authors).map((author) => ({ article_id: id, ...author })),
    article_topic: names.topics(statement.topics).map((topic, i) => ({
      article_id: id,
      topic_id: topic,
      assigned_by: 'SOURCE',
      confidence: 1,
      spelling: statement.topics[i]!,
    })),
    take: [
      {
        id,
        uid: uidAt('take', index),
        key: takeKey,
        article_id: id,
        headline: isLinkPost ? facts.title : null,
        url: take?.url ?? null,
        published_at: facts.date,
        created_at: now,
        updated_at: now,
        revision: 1,
      },
    ],
    take_author: names.byline(takeAuthorsOf(facts)).map((author) => ({ take_id: id, ...author })),
    take_body: [
      {
        take_id: id,
        markdown: body.markdown,
        html: body.html,
        text: body.text,
        word_count: body.wordCount,
        layout: JSON.stringify(body.layout),
      },
    ],
    take_link: body.links.map(({ url, start, end }, position) => {
      const keys = urlKeys(parseWebUrl(url)!);
      const places = { start_offset: start, end_offset: end };
      return { take_id: id, position, url, key: keys.exact, page_key: keys.page, ...places };
    }),
    take_mention: references.mentions,
    take_words: [{ take_id: id, words: references.wordHashes }],
    cross_reference: references.rows.map((row) => ({ ...row, take_time: facts.date ?? '' })),
    source: [
      {
        id,
        document: `${path} ${lineKey}`,
        path,
        item: `line ${names.topicLines + id}`,
        content_hash: contentHash,
        take_key: takeKey,
        article_id: id,
        take_id: id,
        spare_body: null,
        facts: JSON.stringify(facts),
        ingested_at: now,
      },
    ],
    source_address: [
      ...(article ? [{ source_id: id, key: article.key, is_main: 1 }] : []),
      ...others.map((other) => ({ source_id: id, key: other.key, is_main: 0 })),
    ],
  };
}

interface Read {
  facts: Facts;
  body: Body;
  key: string;
  contentHash: string;
}

function read(line: DocumentLine): Read {
  const checked = checkLine(line);
  const document = 'document' in checked ? readDocumentLine(checked.document) : null;
  if (!document?.body) throw new TypeError('The data set has a document without text');
  const { take, article } = addressesOf(document.facts);
  const base = (take ?? article)?.url;
  return {
    facts: document.facts,
    body: cleanBody(document.body.tree, { markdown: document.body.markdown, ...(base && { base }) }),
    key: keyOfLine(checked)!,
    contentHash: createHash('sha256').update(JSON.stringify(line)).digest('hex'),
  };
}

/** What the text refers to, found in the text itself: the data set says only where addresses and titles lead. */
function referencesOf({ data }: RowContext, index: number, body: Body) {
  const id = idAt(index);
  const targets = data.targets(index);
  const byKey = new Map(
    targets.flatMap(({ index: target, by }) =>
      by === 'title' ? [] : [[data.keyOf(target, by), { target, by }] as const],
    ),
  );
  const links = body.links.flatMap(({ url, start, end }) => {
    const { exact } = urlKeys(parseWebUrl(url)!);
    const known = byKey.get(exact);
    if (!known) return [];
    const takeId = known.by === 'permalink' ? idAt(known.target) : null;
    return [{ url, start, end, articleId: idAt(known.target), articleKey: exact, takeId }];
  });
  const text = new TextToSearch(body);
  const titles = new Map(
    targets.filter(({ by }) => by === 'title').map(({ index: target }) => [idAt(target), titleAt(target)]),
  );
  const found = [...titles].flatMap(([titleId, title]) =>
    text.mentionsOf({ ...titleForm(title), id: titleId }).map((mention) => ({ mention, title })),
  );
  const references = resolveReferences(
    id,
    links,
    found
      .sort((a, b) => a.mention.start - b.mention.start)
      .map(({ mention, title }) => ({
        ...mention,
        ...titleForm(title),
        bearers: [{ articleId: mention.titleId, articleKey: title, spelling: title }],
      })),
  );
  const anchors = new AnchorMaker(body.text, body.layout.blocks);
  return {
    length: references.length,
    wordHashes: text.wordHashes(),
    mentions: found.map(({ mention }) => mentionRow(id, mention)),
    rows: references.map((reference) => ({
      take_id: id,
      source_id: id,
      target_id: reference.targetId,
      target_take_id: reference.targetTakeId,
      kind: 'MENTION',
      detected_by: reference.detectedBy,
      confidence: reference.confidence,
      position: reference.position,
      anchors: JSON.stringify(reference.places.map(({ start, end, url }) => anchors.make(start, end, url))),
    })),
  };
}

function mentionRow(takeId: number, mention: Mention): Row {
  return {
    take_id: takeId,
    title_id: mention.titleId,
    start_offset: mention.start,
    end_offset: mention.end,
    exact: mention.exact,
    is_marked: Number(mention.isMarked),
    is_mid_sentence: Number(mention.isMidSentence),
  };
}
