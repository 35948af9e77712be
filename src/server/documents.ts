import type { DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createInspector } from '../limits/document-cache.ts';
import type { InspectionOptions } from '../limits/inspect-document.ts';
import { onlyTrusted } from '../limits/request-params.ts';
import type { TrustedDocuments } from '../limits/trusted-documents.ts';
import { operationOf } from './operation.ts';

export interface DocumentOptions extends InspectionOptions {
  trusted: TrustedDocuments | null;
}

/**
 * From a document's text to a document that may run, and has the operation that the request asks for: nothing else
 * parses or validates one.
 */
export function useDocuments({ trusted, ...options }: DocumentOptions): Plugin {
  const inspect = createInspector(options);
  const valid = new WeakSet<DocumentNode>();

  const documentOf = (text: string): DocumentNode => {
    const known = trusted?.documentOf(text);
    if (known) return known;
    // Not every transport asks by ids.
    if (trusted) throw onlyTrusted();
    const { document, errors } = inspect(text);
    // Yoga answers with all of them.
    if (errors) throw new AggregateError(errors);
    return document;
  };

  return {
    onParse({ params, context, setParsedDocument }) {
      const document = documentOf(String(params.source));
      valid.add(document);
      operationOf({ document, operationName: context.params.operationName });
      setParsedDocument(document);
    },
    onValidate({ params, setResult }) {
      if (valid.has(params.documentAST as DocumentNode)) setResult([]);
    },
  };
}
