/** The API, and GraphiQL in a browser. */
export const graphqlPath = '/graphql';

/** The schema as text, for those who generate their types from it. */
export const schemaPath = '/schema.graphql';
