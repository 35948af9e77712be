import { builder } from '../builder.ts';
import { countRows } from '../db/count.ts';
import type { Tables } from '../db/tables.ts';

const StatsType = builder.objectRef<object>('Stats').implement({
  description: 'How much the graph holds. Each number is counted only when it is asked for.',
  fields: (t) => {
    const count = (table: keyof Tables) =>
      t.int({ resolve: (_stats, _args, { db }) => countRows(db, table) });
    return {
      articles: count('article'),
      takes: count('take'),
      topics: count('topic'),
      people: count('person'),
      publishers: count('publisher'),
      crossReferences: count('cross_reference'),
    };
  },
});

builder.queryField('stats', (t) => t.field({ type: StatsType, resolve: () => ({}) }));
