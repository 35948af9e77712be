import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What GraphiQL shows in a tab at first; its operation's name is the title. */
export interface ExampleTab {
  query: string;
  /** JSON text. */
  variables: string | null;
}

/**
 * The documents of a folder, in the order of their names. Variables stand in a first line
 * `# variables: {"slug": "…"}`, as a GraphQL document has no place for them.
 */
export function readExampleTabs(folder: string): ExampleTab[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => parseExample(readFileSync(path.join(folder, name), 'utf8')));
}

function parseExample(text: string): ExampleTab {
  const [line = '', json] = /^# variables: (.*)\n/.exec(text) ?? [];
  return {
    query: text.slice(line.length).trim(),
    variables: json === undefined ? null : JSON.stringify(JSON.parse(json), null, 2),
  };
}
