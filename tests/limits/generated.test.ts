import fc from 'fast-check';
import { getOperationAST, getVariableValues, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { estimateNodes } from '../../src/limits/estimate-nodes.ts';
import { writeOut } from '../../src/limits/write-out.ts';
import { defaultPageSize } from '../../src/list/page.ts';
import { schema } from '../../src/schema.ts';
import { generatedDocuments } from './generated-documents.ts';
import { naiveEstimate, naiveSize } from './naive-size.ts';

const runs = { numRuns: 300 };

describe('a document that is measured by its fragments', () => {
  it('is as large as one that is written out', () => {
    fc.assert(
      fc.property(generatedDocuments, (text) => {
        const document = parse(text);
        expect(writeOut(document).operations).toEqual([
          { ...naiveSize(document), asIntrospection: expect.anything() as unknown },
        ]);
      }),
      runs,
    );
  });

  it('gives as many nodes as one that is written out', () => {
    const values = fc.record({ n: fc.nat(7), yes: fc.boolean() }, { requiredKeys: [] });
    fc.assert(
      fc.property(generatedDocuments, values, (text, variables) => {
        const document = parse(text);
        const operation = getOperationAST(document)!;
        const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
        const estimate = estimateNodes({
          schema,
          document,
          operation,
          variables: coerced.variableValues!,
          defaultPageSize,
        });
        expect(estimate).toBe(naiveEstimate(document, variables));
      }),
      runs,
    );
  });
});
