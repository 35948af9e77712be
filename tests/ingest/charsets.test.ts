import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../src/read/feed/feed.ts';
import { documentsOf, faultsOf, readItems } from './read-items.ts';

const feedOf = (title: string, declaration: string) =>
  `<?xml version="1.0"${declaration}?><rss><channel><title>News</title><item><title>${title}</title>` +
  `<description>&lt;p&gt;${title}&lt;/p&gt;</description></item></channel></rss>`;

async function titlesIn(bytes: Uint8Array): Promise<string[]> {
  const items = await readItems(readFeed, bytes);
  expect(faultsOf(items)).toEqual([]);
  return documentsOf(items).map(({ facts }) => facts.title);
}

describe('a text whose charset is not declared, or is not what is declared', () => {
  it.each([
    ['windows-1252', 'El año pasado la compañía española'],
    ['windows-1252', 'La città è più bella che mai, perché'],
    ['windows-1252', 'Não há solução para a questão'],
    ['windows-1252', 'Les élèves français ont déjà été reçus à l’école'],
    ['windows-1252', 'Det är en större fågel på ön'],
    ['windows-1252', 'Ääni kuului yöllä, ja se pelästytti kaikki'],
    ['windows-1251', 'Привет, как дела? Это русский текст про погоду.'],
    ['koi8-r', 'Привет, как дела? Это русский текст про погоду.'],
    ['iso-8859-2', 'Zażółć gęślą jaźń, proszę państwa'],
    ['iso-8859-7', 'Καλημέρα κόσμε, αυτό είναι ένα κείμενο'],
    ['windows-1254', 'Türkçe karakterler: ığüşöç İstanbul’da yaşıyorum'],
    ['gb18030', '这是一篇关于时钟的文章，我们欢迎中文。'],
    ['big5', '這是一篇關於時鐘的文章，我們歡迎中文。'],
    ['euc-kr', '한국어 기사는 환영합니다. 이것은 시계에 관한 글입니다.'],
    ['euc-jp', '日本語の記事は歓迎されます。これはテストです。'],
  ])('is read as %s: %s', async (encoding, title) => {
    for (const declaration of ['', ' encoding="utf-8"', ' encoding="none-such"'])
      expect(await titlesIn(iconv.encode(feedOf(title, declaration), encoding))).toEqual([title]);
  });
});

describe('a text in UTF-8', () => {
  it('keeps all characters but the bytes that are none', async () => {
    const text = Buffer.from(feedOf('it’s it’s Übung caf@', ' encoding="UTF-8"'));
    const bytes = Buffer.from(text.toString('latin1').replaceAll('@', '\xe9'), 'latin1');
    expect(await titlesIn(bytes)).toEqual(['it’s it’s Übung café']);
  });

  it('may begin with such a byte, long before its first character of several', async () => {
    const items = Array.from({ length: 20 }, (_, i) => `<item><title>Été ${i}</title></item>`);
    const start = '<rss><channel><title>It\x92s</title>'.padEnd(400_000, ' ');
    const bytes = Buffer.concat([
      Buffer.from(start, 'latin1'),
      Buffer.from(`${items.join('')}</channel></rss>`),
    ]);
    expect((await titlesIn(bytes))[19]).toBe('Été 19');
  });
});

describe('a label of a charset', () => {
  it.each([
    ['us-ascii', Buffer.from('\xdcbergr\xf6\xdfe', 'latin1'), 'Übergröße'],
    ['x-cp1251', iconv.encode('Привет', 'windows-1251'), 'Привет'],
    ['x-mac-cyrillic', Buffer.from([0x8f, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'Привет'],
    ['iso-2022-jp', Buffer.from('\x1b$BF|K\\8l\x1b(B', 'latin1'), '日本語'],
  ])('means what the web takes it for: %s', async (label, encoded, title) => {
    const [before = '', after = ''] = feedOf('@', ` encoding="${label}"`)
      .replace(/<description>.*?<\/description>/, '')
      .split('@');
    const bytes = Buffer.concat([Buffer.from(before), encoded, Buffer.from(after)]);
    expect(await titlesIn(bytes)).toEqual([title]);
  });
});
