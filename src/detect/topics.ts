import { foldName } from '../identity/fold.ts';
import { stopWords } from '../identity/stop-words.ts';
import { joinedWords, type TokenList, tokenListOf, tokensOf } from '../identity/tokens.ts';

/** A name or an alias under which texts speak of a topic. */
export interface TopicName {
  topicId: number;
  /** Folded. */
  key: string;
}

interface Form {
  topicId: number;
  tokens: readonly string[];
  /** What stands before each token, folded; of the first what belongs to the name: ".NET". */
  gaps: readonly string[];
  /** Whether each token overlaps the one before, as pairs of characters do. */
  overlaps: readonly boolean[];
  /** What follows the last token and belongs to the name: "Objective-C++". */
  end: string;
  /** Found only in capitals: "AI", "EU". */
  isShort: boolean;
}

/** Names of topics, made ready to be looked for in many texts. */
export class TopicForms {
  readonly #byWords: ReadonlyMap<string, readonly Form[]>;
  /** How many words the names have that begin with a word, in rising order. */
  readonly #lengths: ReadonlyMap<string, readonly number[]>;

  constructor(names: readonly TopicName[]) {
    const forms = names.map(formOf);
    this.#byWords = Map.groupBy(forms, ({ tokens }) => tokens.join(' '));
    const byFirst = Map.groupBy(forms, ({ tokens }) => tokens[0] ?? '');
    this.#lengths = new Map(
      byFirst.entries().map(([first, own]) => {
        const lengths = new Set(own.map(({ tokens }) => tokens.length));
        return [first, [...lengths].sort((one, other) => one - other)];
      }),
    );
  }

  /** Those whose tokens stand from that one on, the shorter first; what stands between may differ. */
  *at(words: readonly string[], index: number): Generator<Form> {
    const lengths = this.#lengths.get(words[index]!);
    if (!lengths) return;
    for (const length of lengths) {
      if (index + length > words.length) return;
      yield* this.#byWords.get(words.slice(index, index + length).join(' ')) ?? [];
    }
  }
}

/** Letters from which on a name is also found in lower case. */
const shortestInLowerCase = 3;
/** What surrounds names without belonging to them. */
const opening = /^[("'“«[\s]+/u;
const closing = /[)"'”»\].!?…\s]+$/u;

function formOf({ topicId, key }: TopicName): Form {
  const tokens = tokensOf(key);
  const gaps = tokens.map(({ start }, i) => foldName(key.slice(tokens[i - 1]?.end ?? 0, start)));
  return {
    topicId,
    tokens: tokens.map((token) => token.text),
    gaps: gaps.map((gap, i) => (i === 0 ? gap.replace(opening, '') : gap)),
    overlaps: tokens.map(({ start }, i) => i > 0 && start < tokens[i - 1]!.end),
    end: foldName(key.slice(tokens.at(-1)?.end ?? 0)).replace(closing, ''),
    isShort: tokens.length === 1 && key.toUpperCase() !== key && lettersOf(key) < shortestInLowerCase,
  };
}

/**
 * By which word a name is looked up for a text: its first that is no stop word. Null where texts are not searched for it: without
 * two letters, or of nothing but stop words.
 */
export function firstWordOf(key: string): string | null {
  if (lettersOf(key) < 2) return null;
  return tokensOf(key).find((token) => !stopWords.has(token.text))?.text ?? null;
}

function lettersOf(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** How a text speaks of a topic. */
interface Naming {
  /** How often, each place once. */
  places: number;
  /** The token behind the last of these places. */
  end: number;
  /** Whether the text does so in its first fifth. */
  isEarly: boolean;
  /** Whether by a name of several words. */
  isLong: boolean;
}

/** A text in which names of topics are looked for: all of it, also headings, quotes, code and the text of links. */
export class TextWithTopics {
  readonly #text: string;
  readonly #bounds: Uint32Array;
  /** The texts of its tokens. */
  readonly words: readonly string[];

  /** @param tokens those of the text, where they are known */
  constructor(text: string, { texts, bounds }: TokenList = tokenListOf(text)) {
    this.#text = text;
    this.#bounds = bounds;
    this.words = joinedWords(texts);
  }

  /** All topics that the text names, each with how sure it is that the text is about it: 0 to 1. */
  confidences(forms: TopicForms): Map<number, number> {
    const found = new Map<number, Naming>();
    for (const i of this.words.keys()) {
      for (const form of forms.at(this.words, i)) {
        if (!this.#hasAt(i, form)) continue;
        const naming = found.get(form.topicId) ?? { places: 0, end: 0, isEarly: false, isLong: false };
        if (i >= naming.end) naming.places++;
        naming.end = Math.max(naming.end, i + form.tokens.length);
        naming.isEarly ||= i * 5 < this.words.length;
        naming.isLong ||= form.tokens.length > 1;
        found.set(form.topicId, naming);
      }
    }
    return new Map(found.entries().map(([id, naming]) => [id, confidenceOf(naming, this.words.length)]));
  }

  /** Those of them that it is about. */
  topicsAmong(forms: TopicForms): Map<number, number> {
    return new Map(
      this.confidences(forms)
        .entries()
        .filter(([, confidence]) => confidence >= sureFrom),
    );
  }

  /** Whether the name stands here and not only its words. */
  #hasAt(index: number, { tokens, gaps, overlaps, end, isShort }: Form): boolean {
    const first = this.#startOf(index);
    const last = this.#endOf(index + tokens.length - 1);
    for (let i = 1; i < tokens.length; i++) {
      const former = this.#endOf(index + i - 1);
      const here = this.#startOf(index + i);
      if (here < former !== overlaps[i]) return false;
      if (!overlaps[i] && !this.#joins(former, here, gaps[i]!)) return false;
    }
    const before = this.#text.slice(Math.max(0, first - gaps[0]!.length), first);
    const after = this.#text.slice(last, last + end.length);
    if (foldName(before) !== gaps[0] && gaps[0] !== '') return false;
    if (foldName(after) !== end && end !== '') return false;
    const written = this.#text.slice(first, last);
    return !isShort || written === written.toUpperCase();
  }

  #startOf(token: number): number {
    return this.#bounds[2 * token]!;
  }

  #endOf(token: number): number {
    return this.#bounds[2 * token + 1]!;
  }

  #joins(end: number, start: number, gap: string): boolean {
    const between = this.#text.slice(end, start);
    return joint.test(between) || (gap !== '' && foldName(between) === gap);
  }
}

/** What may stand between words of a name: "proof-of-work" is "proof of work". Two line feeds end a block. */
const joint = /^(?!.*\n.*\n)[\p{White_Space}\p{Pd}\p{DI}'’_]{0,4}$/su;

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
