import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { piece, referenceLines } from './found-references.ts';

const long = 'A History of Tables';
const short = 'Graph Theory';

/** Titles, the text of a take, and for each title where it is found and as which words; nothing where it is not. */
type Case = [name: string, titles: string[], text: string, ...found: string[]];

// prettier-ignore
const verbatim: Case[] = [
  ['a title', [long], 'Read A History of Tables now.', '5 A History of Tables'],
  ['its first place only', [long], 'A History of Tables. A History of Tables.', '0 A History of Tables'],
  ['other words', [long], 'Read A History of all Tables now.'],
  ['case', [long], 'read a hISTORY OF tables now', '5 a hISTORY OF tables'],
  ['sharp s', ['Eine große Straße in Rom'], 'EINE GROSSE STRASSE IN ROM', '0 EINE GROSSE STRASSE IN ROM'],
  ['quotes', ['What “Don’t Look Up” Is About'], `What "Don't Look Up" is about`, `0 What "Don't Look Up" is about`],
  ['dashes', ['The Post‑War Boom – A History'], 'the post-war boom — a history', '0 the post-war boom — a history'],
  ['no-break spaces', [long], 'A\u00a0History\u202fof Tables', '0 A\u00a0History\u202fof Tables'],
  ['soft hyphens and zero widths', [long], 'x A His\u00adtory of\u200b Tables\u00ad.', '2 A His\u00adtory of\u200b Tables'],
  ['composed and decomposed', ['Une été à la cour'], 'Une e\u0301te\u0301 a\u0300 la cour', '0 Une e\u0301te\u0301 a\u0300 la cour'],
  ['a soft line break', [long], 'Read A History\nof Tables now.', '5 A History of Tables'],
  ['a hard line break', [long], 'Read A History  \nof Tables now.', '5 A History\nof Tables'],
  ['two blocks', [long], 'Read A History\n\nof Tables now.'],
  ['two items', [long], '- A History\n- of Tables'],
  ['an item', [long], '- One\n- A History of Tables', '5 A History of Tables'],
  ['a cell', [long], '| One |\n|-|\n| A History of Tables |', '5 A History of Tables'],
  ['emphasis inside', [long], 'Read A *History* of **Tables** now.', '5 A History of Tables'],
];

// prettier-ignore
const boundaries: Case[] = [
  ['a digit after', ['Newsletter #1'], 'See “Newsletter #12”.'],
  ['a longer number', ['Newsletter #1', 'Newsletter #12'], 'See “Newsletter #12”.', '', '5 Newsletter #12'],
  ['a letter after', [long], 'A History of Tablesque things'],
  ['a letter before', [long], 'xA History of Tables'],
  ['a mark after', [long], 'A History of Tables\u0301'],
  ['a digit in another script', ['Newsletter #1'], 'See “Newsletter #1٢”.'],
  ['a superscript', [long], 'A History of Tables²'],
  ['a fraction', ['Newsletter #1'], 'See “Newsletter #½” and “Newsletter #1½”.'],
  ['punctuation', [long], '(A History of Tables)—_A History of Tables_', '1 A History of Tables'],
  ['an apostrophe', [long], 'A History of Tables’s author', '0 A History of Tables'],
  ['a letter before a title that begins with a mark', ['#Hashtags and How to Use'], 'x#Hashtags and how to use'],
  ['a letter after a title that ends in a mark', ['Who Goes There Now?'], 'Who goes there now?x'],
  ['a letter in a link', [long], '[x](https://else.example)A History of Tables'],
  ['a letter in code', [long], 'A History of Tables`x`'],
  ['an emoji', [long], '❤️A History of Tables🎉', '2 A History of Tables'],
];

// prettier-ignore
const punctuated: Case[] = [
  ['question mark', ['Who Goes There Now?'], 'I read Who Goes There Now? Yes.', '7 Who Goes There Now?'],
  ['question mark left out', ['Who Goes There Now?'], 'I read Who Goes There Now yes.'],
  ['exclamation mark', ['Go There Right Now!'], 'I read Go There Right Now!', '7 Go There Right Now!'],
  ['full stop', ['All About Monsters, Inc.'], 'I read All About Monsters, Inc and', '7 All About Monsters, Inc'],
  ['full stop of the sentence', [long], 'Read A History of Tables.', '5 A History of Tables'],
  ['ellipsis', ['And So It Goes…'], 'I read And so it goes... too', '7 And so it goes...'],
  ['ellipsis left out', ['And So It Goes…'], 'I read And so it goes. Too'],
  ['colon', ['Tables: A Short History'], 'I read Tables: A Short History', '7 Tables: A Short History'],
  ['brackets', ['(Re)reading the Old (and New)'], 'I read (Re)reading the Old (and New)', '7 (Re)reading the Old (and New)'],
  ['leading quote', ['“Hypertext” and Its Many Readers'], 'In "Hypertext" and its many readers', '3 "Hypertext" and its many readers'],
  ['other punctuation', ['Who: What Goes There?'], 'Who, What Goes There?'],
  ['signs that tell titles apart', ['C++ in Ten Minutes', 'C in Ten Minutes'], 'C++ in ten minutes', '0 C++ in ten minutes'],
];

// prettier-ignore
const kinds: Case[] = [
  ['a link to elsewhere', [long], '[A History of Tables](https://else.example)'],
  ['a link across', [long], 'A History [of](https://else.example) Tables'],
  ['a linked image across', [long], 'A History [![x](https://i.example/a.png)](https://else.example) of Tables'],
  ['beside a link', [long], '[See](https://else.example) A History of Tables', '4 A History of Tables'],
  ['code', [long], '`A History of Tables`'],
  ['across code', [long], 'A History `of` Tables'],
  ['a code block', [long], '```\nA History of Tables\n```'],
  ['a block quote', [long], '> A History of Tables'],
  ['a heading', [long], '## A History of Tables\n\nText.'],
  ['an image’s alternative', [long], 'x ![A History of Tables](https://i.example/a.png)'],
];

// prettier-ignore
const shortTitles: Case[] = [
  ['plain', [short], 'We like graph theory here.'],
  ['with its capitals in mid-sentence', [short], 'We like Graph Theory here.', '8 Graph Theory'],
  ['with some of its capitals', [short], 'We like Graph theory here.'],
  ['at the start of a sentence', [short], 'Yes. Graph Theory is here.'],
  ['at the start of an item', [short], '1. Graph Theory is here.'],
  ['in a later sentence', [short], 'Graph Theory is here. It is Graph Theory.', '28 Graph Theory'],
  ['with capitals that its title has not', ['Theory of graphs'], 'We like Theory of Graphs here.'],
  ['without capitals in its title', ['graph theory'], 'We like graph theory here.'],
  ...['"x"', "'x'", '“x”', '‘x’', '„x“', '‚x‘', '„x”', '«x»', '« x »', '»x«', '‹x›', '’x’', '”x”', '「x」', '『x』', '《x》', '〈x〉', '“x,”', "'x.'", '“x!”', "\\`\\`x''"].map(
    (quoted): Case => {
      const text = quoted.replace('x', 'graph theory');
      const start = text.replaceAll('\\', '').indexOf('graph');
      return [`in quotes: ${quoted}`, [short], text, `${start} graph theory`];
    },
  ),
  ['in quotes with more', [short], '“graph theory and more”'],
  ['between quotes', [short], '“One” graph theory “two”'],
  ['after an elision', [short], "l'graph theory' too"],
  ['after an apostrophe', [short], "the authors' graph theory's"],
  ['emphasised', [short], 'the *graph theory* too', '4 graph theory'],
  ['strong, with a comma', [short], 'the **graph theory,** too', '4 graph theory'],
  ['emphasised without its question mark', ['Why Graphs?'], 'the *why graphs*? too', '4 why graphs?'],
  ['emphasised in quotes', [short], 'the *“graph theory”* too', '5 graph theory'],
  ['emphasised with more', [short], 'the *graph theory of old* too'],
  ['emphasised after more', [short], 'the *old graph theory* too'],
  ['emphasised in part', [short], 'the *graph* theory and graph *theory*'],
  ['cited', [short], 'the <cite>graph theory</cite> too', '4 graph theory'],
  ['quoted by an element', [short], 'the <q>graph theory</q> too', '4 graph theory'],
  ['of three words', ['On Graph Theory'], 'we read on graph theory'],
  ['of four words', ['On New Graph Theory'], 'we read on new graph theory', '8 on new graph theory'],
];

// prettier-ignore
const covered: Case[] = [
  ['a longer title', ['A History of Tables', 'A History of Tables and Chairs'], 'A History of Tables and Chairs', '', '0 A History of Tables and Chairs'],
  ['a longer title elsewhere', ['A History of Tables', 'A History of Tables and Chairs'], 'A History of Tables and Chairs. A History of Tables', '32 A History of Tables', '0 A History of Tables and Chairs'],
  ['the take’s own title', ['A History of Tables'], 'This Take on A History of Tables'],
  ['a title that is not sure', [short, 'Graph Theory Now'], 'the *graph theory* now'],
  ['a title that is not eligible', ['There Birds Sang More', 'What We Were Before We Were There'], 'what we were before we were there birds sang more'],
  ['overlapping titles: the longer', ['One Two Three Four', 'Three Four Five Six Seven'], 'one two three four five six seven', '', '8 three four five six seven'],
  ['reading order', ['On New Graph Theory', 'A History of Tables'], 'A History of Tables, on new graph theory', '21 on new graph theory', '0 A History of Tables'],
];

// prettier-ignore
const scripts: Case[] = [
  ['Chinese in brackets', ['红楼梦研究'], '我在读《红楼梦研究》这本书。', '4 红楼梦研究'],
  ['Chinese among other words', ['红楼梦研究'], '我在读红楼梦研究这本书。'],
  ['Japanese, halfwidth', ['データベース入門'], '「ﾃﾞｰﾀﾍﾞｰｽ入門」を読む', '1 ﾃﾞｰﾀﾍﾞｰｽ入門'],
  ['Thai', ['ประวัติศาสตร์ไทย'], 'อ่าน “ประวัติศาสตร์ไทย” ที่นี่', '6 ประวัติศาสตร์ไทย'],
  ['Korean', ['데이터베이스 시스템의 역사 이야기'], '이 글은 데이터베이스 시스템의 역사 이야기 입니다', '5 데이터베이스 시스템의 역사 이야기'],
  ['Arabic', ['تاريخ الكتب في العالم العربي'], 'قرأت تاريخ الكتب في العالم العربي.', '5 تاريخ الكتب في العالم العربي'],
  ['Hebrew, with marks of direction', ['תולדות צה״ל והספר העברי'], 'קראתי \u200fתולדות צה"ל והספר העברי\u200f.', '7 תולדות צה"ל והספר העברי'],
  ['Greek', ['Ο Δρόμος προς το Τέλος'], 'το ΟΔΥΣΣΕΥΣ, ο δρόμος προς το τέλοσ', '13 ο δρόμος προς το τέλοσ'],
  ['emoji', ['I ❤️ New Old Tables 🎉'], '🎉 I ❤ New Old Tables 🎉🎉', '3 I ❤ New Old Tables 🎉'],
];

const tables = { verbatim, boundaries, punctuated, kinds, 'short titles': shortTitles, covered, scripts };

const own = 'This Take on A History of Tables';

/** The documents of a case always have the same names, so that each case is also an edit of the one before. */
function documentsOf(titles: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    titles.map((title, i) => [`${i}.md`, piece(title, { url: `https://known.example/${i}` })]),
  );
}

describe.each(engines)('titles in prose on %s', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ engine });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  describe.each(Object.entries(tables))('%s', (_name, cases) => {
    // What is found does not depend on the engine: PostgreSQL, which is slower, is asked a third of it.
    const asked = engine === 'sqlite' ? cases : cases.filter((_, i) => i % 3 === 0);
    it.each(asked)('%s', async (_name, titles, text, ...found) => {
      const expected = found
        .flatMap((place, i) =>
          place === '' ? [] : { title: titles[i], place, start: Number.parseInt(place, 10) },
        )
        .sort((a, b) => a.start - b.start)
        .map(({ title, place }) => `${own} → ${title} TITLE ${place.replace(/ (.*)$/s, ' “$1”')}`);

      // The titles come after the take, then the take after the titles.
      await app.publish({ 'take.md': piece(own, { body: text }) });
      await app.publish(documentsOf(titles));
      expect(await referenceLines(app)).toEqual(expected);
      await app.publish({ 'take.md': piece(own, { body: `${text}\n\nThe end.` }) });
      expect(await referenceLines(app)).toEqual(expected);
      await app.publish(documentsOf(titles.map((_, i) => `Unnamed ${i}`)));
    });
  });
});
