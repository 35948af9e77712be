import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  // A running Ibid, or the file that `ibid schema` prints.
  schema: process.env['IBID_SCHEMA'] ?? process.env['IBID_URL'] ?? 'http://127.0.0.1:4000/graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/gql/**'],
  generates: {
    'src/gql/': {
      preset: 'client',
      // Masking, by which a component sees the fields of its own fragment only, is for larger front ends.
      presetConfig: { fragmentMasking: false },
    },
  },
  config: {
    // Both travel as text: a time as 2020-02-03T00:00:00.000Z, an address as it is.
    scalars: { ID: 'string', DateTime: 'string', URL: 'string' },
    strictScalars: true,
    // Asks a running Ibid which inputs take exactly one of their fields, as `article(by:)` does.
    oneOf: true,
    // For a Node.js that runs TypeScript as it stands: no `enum`, and imports with their extension.
    enumType: 'string-literal',
    useTypeImports: true,
  },
  importExtension: '.ts',
};

export default config;
