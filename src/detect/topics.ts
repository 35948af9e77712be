import { foldName } from '../identity/fold.ts';
import { stopWords } from './stop-words.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A name or an alias under which texts speak of a topic. */
export interface TopicName {
  topicId: number;
  /** Folded. */
  key: string;
}

/** How a text speaks of a topic. */
interface Naming {
  /** How often. */
  places: number;
  /** Whether the text does so in its first fifth. */
  isEarly: boolean;
  /** Whether by a name of several words. */
  isLong: boolean;
}

/** A text in which names of topics are looked for: all of it, also headings, quotes, code and the text of links. */
export class TextWithTopics {
  readonly #text: string;
  readonly tokens: readonly Token[];

  constructor(text: string) {
    this.#text = text;
    this.tokens = tokensOf(text);
  }

  /** Adds what names that may stand in the text begin with: see `firstWordOf`. */
  addWordsTo(words: Set<string>): void {
    for (const token of this.tokens) words.add(token.text);
  }

  /** Of these topics all that the text names, each with how sure it is that the text is about it: 0 to 1. */
  confidences(names: readonly TopicName[]): Map<number, number> {
    const found = new Map<number, Naming>();
    const forms = Map.groupBy(names.map(formOf), ({ first }) => first);
    for (const [i, token] of this.tokens.entries()) {
      for (const form of forms.get(token.text) ?? []) {
        if (!this.#hasAt(i, form)) continue;
        const naming = found.get(form.topicId) ?? { places: 0, isEarly: false, isLong: false };
        naming.places++;
        naming.isEarly ||= i * 5 < this.tokens.length;
        naming.isLong ||= form.tokens.length > 1;
        found.set(form.topicId, naming);
      }
    }
    return new Map(found.entries().map(([id, naming]) => [id, confidenceOf(naming, this.tokens.length)]));
  }

  /** Those of them that it is about. */
  topicsAmong(names: readonly TopicName[]): Map<number, number> {
    return new Map(
      this.confidences(names)
        .entries()
        .filter(([, confidence]) => confidence >= sureFrom),
    );
  }

  #hasAt(index: number, { tokens, gaps, isShort }: Form): boolean {
    for (const [i, token] of tokens.entries()) {
      const here = this.tokens[index + i];
      if (here?.text !== token) return false;
      if (i > 0 && !this.#joins(this.tokens[index + i - 1]!.end, here.start, gaps[i]!)) return false;
    }
    if (!isShort) return true;
    const written = this.#text.slice(this.tokens[index]!.start, this.tokens[index + tokens.length - 1]!.end);
    return written === written.toUpperCase();
  }

  #joins(end: number, start: number, gap: string): boolean {
    const between = this.#text.slice(end, start);
    return joint.test(between) || foldName(between) === gap;
  }
}

/** What is less sure is none of the text's topics. */
export const sureFrom = 0.5;
/** A shorter text names little, whatever it is about. */
const shortestText = 250;

/**
 * The odds that an editor would give the text the topic, by a logistic regression over texts with known topics. It depends on
 * this text alone, so that what comes before or after changes nothing. Rounded to what a reader can tell apart.
 */
function confidenceOf({ places, isEarly, isLong }: Naming, words: number): number {
  const odds =
    0.4 *
    places *
    Math.sqrt(1000 / Math.max(words, shortestText)) *
    (isEarly ? 1.65 : 1) *
    (isLong ? 1.8 : 1);
  return Math.round((odds / (1 + odds)) * 100) / 100;
}

/** What may stand between words of a name: "proof-of-work" is "proof of work". */
const joint = /^[\p{White_Space}\p{Pd}\p{DI}'’_]{0,4}$/u;

interface Form {
  topicId: number;
  first: string;
  tokens: readonly string[];
  /** What stands before each token, folded. */
  gaps: readonly string[];
  /** Found only in capitals: "AI", "EU". */
  isShort: boolean;
}

/** Letters from which on a name is also found in lower case. */
const shortestInLowerCase = 3;

function formOf({ topicId, key }: TopicName): Form {
  const tokens = tokensOf(key);
  return {
    topicId,
    first: tokens[0]?.text ?? '',
    tokens: tokens.map((token) => token.text),
    gaps: tokens.map(({ start }, i) => foldName(key.slice(tokens[i - 1]?.end ?? 0, start))),
    isShort: tokens.length === 1 && isCased(key) && lettersOf(key) < shortestInLowerCase,
  };
}

/**
 * The first word of a name, by which it is looked up; null where texts are not searched for it: without two letters, or of
 * nothing but stop words.
 */
export function firstWordOf(key: string): string | null {
  const tokens = tokensOf(key);
  if (lettersOf(key) < 2 || tokens.every((token) => stopWords.has(token.text))) return null;
  return tokens[0]!.text;
}

function lettersOf(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

function isCased(text: string): boolean {
  return text.toUpperCase() !== text;
}
