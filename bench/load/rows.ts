import { createHash } from 'node:crypto';
import { resolveReferences } from '../../src/detect/resolve.ts';
import { titleForm } from '../../src/detect/title.ts';
import { TextWithTopics } from '../../src/detect/topics.ts';
import { foldName } from '../../src/identity/fold.ts';
import { slugOf } from '../../src/identity/slug.ts';
import { parseWebUrl, urlKeys } from '../../src/identity/url-key.ts';
import { articleStatement } from '../../src/ingest/article-fields.ts';
import { takeKeyOf } from '../../src/ingest/keys.ts';
import { addressesOf, type Facts, takeAuthorsOf } from '../../src/read/facts.ts';
import { checkLine, keyOfLine, readDocumentLine } from '../../src/read/jsonl-line.ts';
import { countWords, termsOf } from '../../src/text-index/article-terms.ts';
import { type TextWords, wordsOf } from '../../src/text-index/words-of-text.ts';
import type { DataSet, DocumentLine, Target } from '../data-set.ts';
import { checkComposed } from './check-composed.ts';
import { ComposedText } from './composed-text.ts';
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

/** Of so many texts one is also read as the product reads it, and compared. */
const checkedEvery = 200;

/** An article's, its take's and its document's number in the store is its number in the data set and 1. */
const idAt = (index: number) => index + 1;

/** Every row that ingesting the document leaves in the store, but those of people, publishers and topics. */
export function rowsOf(context: RowContext, index: number): Rows {
  const { data, backlinks, names, path, now } = context;
  const { line, blocks, targets } = data.document(index);
  const { facts, key: lineKey, contentHash } = read(line);
  const text = new ComposedText(blocks, line.markdown);
  const { body } = text;
  if (index % checkedEvery === 0) checkComposed(line, text);
  const statement = articleStatement([facts]);
  const key = statement.key!;
  const takeKey = takeKeyOf(facts, key);
  const id = idAt(index);
  const { take, article, others, isLinkPost } = addressesOf(facts);
  const references = referencesOf(context, index, targets, text);
  const form = titleForm(statement.title);
  const publisher = names.publisher(statement.publisher);
  const searched = new TextWithTopics(body.text);
  const topics = names.topics(statement.topics, searched);
  // What lists are in the order of; see src/list/carried.ts.
  const ofArticle = { latest_take: facts.date ?? '', article_slug: slugOf(statement.title, key) };
  const ofTake = { take_time: facts.date ?? '', take_key: takeKey };
  const ofTakeText = wordsOf('TAKE', {
    rowId: id,
    titles: [isLinkPost ? facts.title : statement.title],
    body: body.text,
  });
  const ofArticleText = wordsOf('ARTICLE', {
    rowId: id,
    titles: [statement.title],
    body: statement.summary,
  });
  const terms = termsOf(
    countWords({
      title: ofArticleText.mainTitle,
      texts: [ofArticleText.body, ofTakeText.body],
    }),
  );
  names.addTerms(terms);
  return {
    article: [
      {
        id,
        uid: uidAt('article', index),
        key,
        slug: ofArticle.article_slug,
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
    article_author: names
      .byline(statement.authors)
      .map((author) => ({ article_id: id, ...author, ...ofArticle })),
    article_topic: [...topics.stated, ...topics.named].map((topic) => ({
      article_id: id,
      ...topic,
      ...ofArticle,
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
    take_author: names.byline(takeAuthorsOf(facts)).map((author) => ({ take_id: id, ...author, ...ofTake })),
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
    take_topic: topics.ofText.map((topic) => ({ take_id: id, ...topic })),
    ...indexRows([ofTakeText, ofArticleText]),
    article_term: terms.map(({ id: term_id, weight }) => ({ article_id: id, term_id, weight })),
    cross_reference: references.rows.map((row) => ({ ...row, ...ofTake })),
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

/** The rows of texts that are searched. */
export function indexRows(texts: readonly TextWords[]): { indexed_text: Row[]; text_index: Row[] } {
  return {
    indexed_text: texts.map(({ id, hash }) => ({ id, hash })),
    text_index: texts.map(({ id, title, body }) => ({ id, title: title.join(' '), body: body.searchWords })),
  };
}

interface Read {
  facts: Facts;
  key: string;
  contentHash: string;
}

/** Its text apart: that is composed. */
function read({ markdown, ...line }: DocumentLine): Read {
  const checked = checkLine(line);
  const document = 'document' in checked ? readDocumentLine(checked.document) : null;
  if (!document) throw new TypeError('The data set has a line that is no document');
  return {
    facts: document.facts,
    key: keyOfLine(checked)!,
    contentHash: createHash('sha256')
      .update(JSON.stringify({ ...line, markdown }))
      .digest('hex'),
  };
}

/** What the text refers to: the data set says only where addresses and titles lead. */
function referencesOf({ data }: RowContext, index: number, targets: readonly Target[], text: ComposedText) {
  const id = idAt(index);
  const byKey = new Map(
    targets.flatMap(({ index: target, by }) =>
      by === 'title' ? [] : [[data.keyOf(target, by), { target, by }] as const],
    ),
  );
  const links = text.body.links.flatMap(({ url, start, end }) => {
    const { exact } = urlKeys(parseWebUrl(url)!);
    const known = byKey.get(exact);
    if (!known) return [];
    const takeId = known.by === 'permalink' ? idAt(known.target) : null;
    return [{ url, start, end, articleId: idAt(known.target), articleKey: exact, takeId }];
  });
  const references = resolveReferences(
    id,
    links,
    text.mentions.map(({ names, ...mention }) => ({
      ...mention,
      ...titleForm(mention.exact),
      bearers: [{ articleId: idAt(names), articleKey: mention.exact, spelling: mention.exact }],
    })),
  );
  return {
    length: references.length,
    wordHashes: text.wordHashes,
    mentions: text.mentions.map((mention) => mentionRow(id, mention)),
    rows: references.map((reference) => ({
      take_id: id,
      source_id: id,
      target_id: reference.targetId,
      target_take_id: reference.targetTakeId,
      kind: 'MENTION',
      detected_by: reference.detectedBy,
      confidence: reference.confidence,
      position: reference.position,
      anchors: JSON.stringify(reference.places.map((place) => text.anchor(place))),
    })),
  };
}

function mentionRow(takeId: number, mention: ComposedText['mentions'][number]): Row {
  return {
    take_id: takeId,
    title_id: idAt(mention.names),
    start_offset: mention.start,
    end_offset: mention.end,
    exact: mention.exact,
    is_marked: Number(mention.isMarked),
    is_mid_sentence: Number(mention.isMidSentence),
  };
}
