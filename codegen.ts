import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as client } from '@graphql-codegen/client-preset';

/**
 * The documents' types, without the preset's `graphql()` tag: it is for operations inside program text, and
 * ours are files.
 */
const documents: typeof client = {
  ...client,
  buildGeneratesSection: async (options) =>
    (await client.buildGeneratesSection(options)).filter((output) => output.filename.endsWith('/graphql.ts')),
};

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/**/*.graphql',
  generates: {
    'tests/support/gql/': {
      preset: documents,
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        importExtension: '.ts',
        enumType: 'string-literal',
        strictScalars: true,
        scalars: { ID: 'string', DateTime: 'string', URL: 'string' },
      },
    },
  },
};

export default config;
