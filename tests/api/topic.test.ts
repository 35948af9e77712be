import { describe, expect, it } from 'vitest';
import { createFilterApp, readFilterData } from './filter-data.ts';
import { engines } from '../support/engines.ts';
import { TopicTreeDocument } from '../support/gql/graphql.ts';

describe.each(engines)('a topic on %s', (engine) => {
  it('is found by id and slug, with the topics around it', async () => {
    await using app = await createFilterApp(engine);
    const ask = async (by: { id: string } | { slug: string }) =>
      (await app.execute(TopicTreeDocument, { by })).topic;
    const topic = await ask({ slug: 'harbours' });
    expect(topic).toMatchObject({
      name: 'Harbours',
      aliases: [],
      description: null,
      broader: { name: 'Storage' },
      narrower: { totalCount: 1, nodes: [{ name: 'Whales' }] },
    });
    expect(await ask({ id: topic!.id })).toEqual(topic);
    expect(await ask({ slug: 'etude' })).toMatchObject({ name: 'Étude', broader: null });
    const { articles } = await readFilterData(app);
    for (const id of [articles.nodes[0]!.id, '', 'harbours']) expect(await ask({ id })).toBeNull();
    for (const slug of ['Harbours', '', '\0', 'harbours\0', '\ud800']) {
      expect(await ask({ slug })).toBeNull();
    }
  });
});
