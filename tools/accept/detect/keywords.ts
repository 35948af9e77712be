import { sureFrom, TextWithTopics, TopicForms, type TopicName } from '../../../src/detect/topics.ts';
import { foldName } from '../../../src/identity/fold.ts';
import { openSources } from '../../../src/read/read-documents.ts';

/** The topics of a document as it states them, and those that its text names: by key. */
interface TaggedText {
  year: number | null;
  stated: ReadonlySet<string>;
  named: ReadonlyMap<string, number>;
}

const thresholds = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/**
 * Prints how well the topics that documents state are found in their texts alone, at several thresholds. Documents that state
 * none say nothing of what is right.
 */
export async function reportKeywords(sources: readonly string[]): Promise<void> {
  const texts = await taggedTexts(sources);
  const groups: [string, TaggedText[]][] = [
    ['all', texts],
    ['even years', texts.filter(({ year }) => year !== null && year % 2 === 0)],
    ['odd years', texts.filter(({ year }) => year !== null && year % 2 === 1)],
  ];
  for (const [group, chosen] of groups) {
    const stated = sum(chosen, (text) => text.stated.size);
    console.log(`   ${group}: ${chosen.length} texts that state ${stated} topics`);
    for (const threshold of thresholds) {
      const found = sum(chosen, (text) => keysFrom(text, threshold).size);
      const right = sum(chosen, (text) => keysFrom(text, threshold).intersection(text.stated).size);
      const mark = threshold === sureFrom ? '  ← stored from here on' : '';
      console.log(
        `     from ${threshold}: ${found} found, precision ${ratio(right, found)}, recall ${ratio(right, stated)}${mark}`,
      );
    }
  }
}

async function taggedTexts(sources: readonly string[]): Promise<TaggedText[]> {
  const documents: { text: string; date: string | null; keys: Set<string> }[] = [];
  const names = new Map<string, TopicName>();
  await using opened = await openSources(sources);
  for await (const read of opened.read()) {
    if (read === 'end of file') continue;
    const { outcome } = read.prepared;
    if (typeof outcome === 'string' || !('body' in outcome) || !outcome.body) continue;
    const { topics, date } = outcome.facts;
    const keys = new Set(topics.map(foldName));
    for (const key of keys) if (!names.has(key)) names.set(key, { topicId: names.size, key });
    if (keys.size > 0) documents.push({ text: outcome.body.text, date, keys });
  }
  const known = [...names.values()];
  const forms = new TopicForms(known);
  return documents.map(({ text, date, keys }) => {
    const confidences = new TextWithTopics(text).confidences(forms);
    const named = new Map(confidences.entries().map(([id, confidence]) => [known[id]!.key, confidence]));
    return { year: date === null ? null : Number(date.slice(0, 4)), stated: keys, named };
  });
}

function keysFrom({ named }: TaggedText, threshold: number): Set<string> {
  return new Set(named.entries().flatMap(([key, confidence]) => (confidence >= threshold ? [key] : [])));
}

function sum(texts: readonly TaggedText[], numberOf: (text: TaggedText) => number): number {
  return texts.reduce((total, text) => total + numberOf(text), 0);
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? '-' : (part / whole).toFixed(3);
}
