import type { App } from '../../../src/app.ts';
import { ask } from '../listing.ts';

/** Something that is searched, as the API lists it. */
export interface ListedText {
  id: string;
  /** The same in every store. */
  name: string;
  type: 'ARTICLE' | 'TAKE' | 'TOPIC' | 'PERSON';
  title: string;
  /** All that is searched of it, the title first. */
  texts: string[];
}

/** A store with the texts in it. */
export interface Searching {
  name: string;
  texts: readonly ListedText[];
  ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data>;
}

type Node = Record<string, unknown> & { id: string };

const lists = {
  ARTICLE: 'articles { id title alternativeTitles summary url }',
  TAKE: 'takes { id title url article { url } body { text } }',
  TOPIC: 'topics { id name aliases description }',
  PERSON: 'people { id name }',
};

export async function listTexts(app: App): Promise<ListedText[]> {
  const texts: ListedText[] = [];
  for (const type of Object.keys(lists) as (keyof typeof lists)[]) {
    const [list, fields] = lists[type].split(/ (.*)/, 2) as [string, string];
    const query = `query ($after: String) { list: ${list}(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes ${fields} } }`;
    for (let after: string | null = null; ;) {
      const {
        list: page,
      }: { list: { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } = await ask(
        app,
        query,
        { after },
      );
      for (const node of page.nodes) texts.push(textOf(type, node));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
  }
  return texts;
}

function textOf(type: ListedText['type'], node: Node): ListedText {
  const { id, title, name, alternativeTitles, aliases, summary, description, url, body, article } =
    node as Node & {
      title?: string;
      name?: string;
      alternativeTitles?: string[];
      aliases?: string[];
      summary?: string | null;
      description?: string | null;
      url?: string | null;
      body?: { text: string };
      article?: { url: string | null };
    };
  const called = title ?? name ?? '';
  const others = [...(alternativeTitles ?? []), ...(aliases ?? []), summary, description, body?.text];
  return {
    id,
    type,
    name: [type, called, url ?? '', article?.url ?? ''].join(' | '),
    title: called,
    texts: [called, ...others.filter((text) => text != null)],
  };
}
