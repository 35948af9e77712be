import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import './article/article.schema.ts';
import './article/article-owners.schema.ts';
import './article/facet.schema.ts';
import './graph/neighborhood.schema.ts';
import './graph/path.schema.ts';
import './graph/related.schema.ts';
import './graph/topic-graph.schema.ts';
import './list/nodes.schema.ts';
import './person/person.schema.ts';
import './publication/publication.schema.ts';
import './publication/stats.schema.ts';
import './publisher/publisher.schema.ts';
import './reference/detection.schema.ts';
import './reference/reference.schema.ts';
import './reference/wanted.schema.ts';
import './search/search.schema.ts';
import './search/suggest.schema.ts';
import './take/rich-text.schema.ts';
import './take/take.schema.ts';
import './topic/topic.schema.ts';

export const schema = builder.toSchema();

/** The contract as text, sorted, so that a change shows as one. */
export function printSdl(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
