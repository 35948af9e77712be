import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/identity/date.ts';
import { readDate } from '../../src/identity/date-spellings.ts';

/** What the spellings of a group mean. */
const day = '2018-07-03T00:00:00.000Z';
const minute = '2018-07-03T10:20:00.000Z';
const second = '2018-07-03T10:20:30.000Z';

describe('a zone by its name', () => {
  it.each([
    ['UT', '10:20'], ['GMT', '10:20'], ['UTC', '10:20'], ['WET', '10:20'], ['WEST', '09:20'], ['BST', '09:20'], ['CET', '09:20'],
    ['MEZ', '09:20'], ['CEST', '08:20'], ['MESZ', '08:20'], ['EET', '08:20'], ['SAST', '08:20'], ['EEST', '07:20'], ['MSK', '07:20'],
    ['МСК', '07:20'], ['TRT', '07:20'], ['IDT', '07:20'], ['IRST', '06:50'], ['PKT', '05:20'], ['IST', '04:50'], ['WIB', '03:20'],
    ['HKT', '02:20'], ['SGT', '02:20'], ['PHT', '02:20'], ['AWST', '02:20'], ['JST', '01:20'], ['KST', '01:20'], ['ACST', '00:50'],
    ['AEST', '00:20'], ['NDT', '12:50'], ['ADT', '13:20'], ['BRT', '13:20'], ['ART', '13:20'], ['NST', '13:50'], ['AST', '14:20'],
    ['EDT', '14:20'], ['EST', '15:20'], ['CDT', '15:20'], ['CST', '16:20'], ['MDT', '16:20'], ['MST', '17:20'], ['PDT', '17:20'],
    ['PST', '18:20'], ['AKDT', '18:20'], ['AKST', '19:20'], ['HST', '20:20'],
  ])('10:20 %s is %s UTC, however the day is written', (zone, time) => {
    const date = `2018-07-03T${time}:30.000Z`;
    for (const text of [
      `Tue, 03 Jul 2018 10:20:30 ${zone}`,
      `tue, 03 jul 2018 10:20:30 ${zone.toLowerCase()}`,
      `Tue, 03 Jul 18 10:20:30 ${zone}`,
      `Tuesday, 03-Jul-18 10:20:30 ${zone}`,
      `03-Jul-2018 10:20:30${zone}`,
      `2018/07/03 10:20:30 ${zone}`,
      `2018-07-03 10:20:30 ${zone}`,
      `2018-07-03T10:20:30 AM ${zone}`,
      `July 3, 2018 at 10:20:30 a.m. ${zone}`,
      `3. Juli 2018, 10:20:30 Uhr ${zone}`,
      `Tue Jul  3 10:20:30 ${zone} 2018`,
      `Tue, 03 Jul 2018 10:20:30 (${zone})`,
    ]) expect(`${text}: ${readDate(text)}`).toBe(`${text}: ${date}`);
  }); // prettier-ignore

  it.each([
    ['Tue, 03 Jul 2018 20:20:30 ACDT', '2018-07-03T09:50:30.000Z'],
    ['Tue, 03 Jul 2018 20:20:30 AEDT', '2018-07-03T09:20:30.000Z'],
    ['Tue, 03 Jul 2018 22:20:30 NZST', '2018-07-03T10:20:30.000Z'],
    ['Tue, 03 Jul 2018 22:20:30 NZDT', '2018-07-03T09:20:30.000Z'],
  ])('%j is %s', (text, date) => {
    expect(readDate(text)).toBe(date);
  });

  it.each([
    'Tue, 03 Jul 2018 10:20:30 XYZ',
    'Tue, 03 Jul 2018 10:20:30 Xyz',
    'tue, 03 jul 2018 10:20:30 xyzst',
    'Tue, 03 Jul 2018 10:20:30 K',
    'Tue, 03 Jul 2018 10:20:30 QT',
    '2018-07-03 10:20:30 XYZ',
    '2018-07-03T10:20:30 XYZ (nowhere)',
    'Tue Jul  3 10:20:30 XYZ 2018',
    'Tue, 03 Jul 2018 10:20:30 Etc/GMT',
  ])('%j, which is not known, leaves the time', (text) => {
    expect(readDate(text)).toBe(second);
  });

  it('is read in a stated date where it has one meaning', () => {
    expect(parseDate('3 July 2018 19:20:30 JST')).toBe(second);
    expect(parseDate('3 July 2018 19:20:30 IST')).toBeNull();
    expect(parseDate('3 July 2018 10:20:30 XYZ')).toBeNull();
    expect(parseDate('3 July 2018 10:20:30 Etc/GMT')).toBeNull();
  });
});

describe('a spelling', () => {
  it.each([
    '2018-07-03', '2018-7-3', '2018/07/03', '2018.07.03', '2018:07:03', '20180703', '2018-184', '2018-07-03Z', '3.7.2018', '03. 07. 2018.',
    'Di., 3.7.2018', 'Tue,03 Jul 2018', '03-Jul-2018', '3-July-2018', '03Jul2018', '03/Jul/2018', '3 Jul 18', "3 Jul '18", '3rd of July 2018',
    'July 3rd, 2018', 'JULY 3, 2018', 'july 3 2018', 'Jul-03-2018', '2018 July 3', '2018-Jul-03', '2018/Jul/03', '3 July 2018 (Tuesday)',
    '3 juillet 2018', 'mardi 3 juillet 2018', '3 de julio de 2018', '3 julio, 2018', '3 luglio 2018', '3 de julho de 2018', '3 juli 2018',
    'den 3 juli 2018', '3. juli 2018', '3 lipca 2018', '3 lipca 2018 r.', '3. července 2018', '3. júla 2018', '2018. július 3.',
    '3 июля 2018 года', '3 липня 2018', '3 Ιουλίου 2018', '3 iulie 2018', '3 juliol 2018', '3. heinäkuuta 2018', '2018年7月3日',
    '2018年7月3日(火)', '2018年7月3日(火)', '2018/07/03(火)', '2018년 7월 3일', 'Foo, 3 Jul 2018',
  ])('%j is a day', (text) => {
    expect(readDate(text)).toBe(day);
  }); // prettier-ignore

  it.each([
    '2018-07-03T10:20Z', '2018-07-03 10:20', '2018-07-03 - 10:20', '2018-07-03 @ 10:20', '2018-07-03T1020Z', '20180703T1020Z', '201807031020',
    'Tue, 3 Jul 2018 10:20 GMT', 'Tuesday, July 3, 2018 - 10:20', 'Tuesday, July 3, 2018 – 10:20', 'July 3, 2018 @ 10:20 am',
    'July 3, 2018 | 10:20 AM', 'Jul 3, 2018 10:20 A.M.', 'Jul 3, 2018, 10:20 a. m.', 'Jul 3, 2018 10:20a', 'Jul 3, 2018 10:20 a', 'Jul  3 2018 10:20AM',
    'Jul 3, 2018 06:20 AM EDT', 'Jul 3, 2018 06:20amEDT', 'Jul 3, 2018 06:20 a.m.EDT', 'Jul 3, 2018 06:20 a EDT', 'Jul 3, 2018 3:20 AM PDT',
    '3.7.2018 10:20 Uhr', '3.7.2018, 10.20 Uhr', '3.7.2018 12:20 Uhr MESZ', '3.7.2018, 12:20 Uhr (MESZ)', 'am 3. Juli 2018 um 10:20 Uhr', '3 juillet 2018 à 10h20',
    '3 juillet 2018 à 10 h 20', '3 luglio 2018 alle 10:20', '3 luglio 2018 alle ore 10:20', '3 de julio de 2018 a las 10:20',
    '3 de julho de 2018 às 10h20', '3 juli 2018 om 10:20', '3 juli 2018 kl. 10.20', '3. července 2018 v 10:20', '3 lipca 2018 o 10:20',
    '3 июля 2018 в 10:20', '3 июля 2018, 13:20 МСК', '2018年7月3日 10:20', '2018年7月3日10時20分', '2018年7月3日(火) 午前10:20', '2018/07/03(火) 10:20',
    '2018년 7월 3일 오전 10:20', '2018-07-03 上午 10:20', 'Tue Jul 3 10:20 2018', '3 Jul 2018 10:20 hrs', 'Jul 3, 2018 3:20 am (PDT)', '３ Jul 2018 １０：２０',
  ])('%j is 10:20', (text) => {
    expect(readDate(text)).toBe(minute);
  }); // prettier-ignore

  it.each([
    '2018-07-03T10:20:30Z', '2018-07-03t10:20:30z', '2018-07-03T12:20:30+02', '2018-07-03T12:20:30 +02:00', '2018-07-03T12:20:30+0200',
    '2018-07-03T12:20:30 +2', '2018-07-03T102030Z', '20180703T102030Z', '20180703T122030+0200', '20180703 10:20:30', '20180703102030',
    '2018-07-03T12:20:30+02:00[Europe/Berlin]', '2018-07-03 10:20:30 +0000 UTC', '2018-07-03 12:20:30 +0200 CEST', '2018-07-03 12:20:30 CEST',
    '2018-07-03 10:20:30 UTC', '2018-07-03 05:20:30 −0500', 'Tue,03 Jul 2018 10:20:30 GMT', 'Tue ,03 Jul 2018 10:20:30 GMT', 'Tue, 03 Jul 2018 10:20:30 +0000 GMT',
    'Tue, 03 July 2018 10:20:30 Z', 'Tue 03 Jul 2018 12:20:30 +0200', 'Tue, 03 Jul 2018 12:20:30 GMT+2', 'Tue, 03 Jul 2018 12:20:30 GMT+02:00',
    'Tue, 03 Jul 2018 12:20:30 GMT+0200', 'Tue, 03 Jul 2018 12:20:30 GMT +0200', 'Tue, 03 Jul 2018 05:20:30 UTC-5', 'Tue, 03 Jul 2018 05:20:30 UTC−5',
    'Tue, 03 Jul 2018 05:20:30 UTC - 5', 'Tue, 03 Jul 2018 05:20:30 EST-0500', 'Tue, 03 Jul 2018 05:20:30 -0500 EST', 'Tue, 03 Jul 2018 12:20:30 +02:00',
    'Tue, 03 Jul 2018 12:20:30+0200', 'Tue, 03 Jul 2018 11:50:30 +130', 'Tue, 03 Jul 2018 10:20:30 -0000', 'Tue, 03 Jul 2018 10:20:30', 'Tue, 03 Jul 2018, 10:20:30 GMT',
    'Tue,  3  Jul  2018  10:20:30  GMT', 'Tue, 3 Jul 2018 10 : 20 : 30 GMT', 'Tue,\n\t03 Jul 2018 10:20:30 GMT ', 'TUE, 03 JUL 2018 10:20:30 GMT',
    'tue, 03 jul 2018 10:20:30 gmt', 'Tues, 03 Jul 2018 10:20:30 GMT', 'Tuesday, 03 July 2018 10:20:30 GMT', 'Tue., 03 Jul. 2018 10:20:30 GMT',
    'Mon, 03 Jul 2018 10:20:30 GMT', 'Friday, July 3, 2018 10:20:30', 'Tue, 03 Jul 2018 10:20:30 +0000 (UTC)', 'Tue, 03 Jul 2018 10:20:30 (UTC)', '2018-07-03T12:20:30+02:00 (CEST)',
    'Tue, 03 Jul 2018 12:20:30 (GMT+2)', 'Tue, 03 Jul 2018 05:20:30 -0500 (EST)', 'Tue, 03 Jul 2018 05:20:30 EST (Eastern Standard Time)', 'Tue, 03 Jul 2018 10:20:30 GMT (a) (b)',
    'Tue Jul 03 2018 12:20:30 GMT+0200 (Central European Summer Time)', 'Tue, Jul 03 2018 10:20:30 GMT', 'Tue, 03 Jul 18 10:20:30 GMT', 'Tue, 03 Jul 118 10:20:30 GMT',
    'Tuesday, 03-Jul-18 10:20:30 GMT', 'Tue, 03-Jul-2018 10:20:30 GMT', 'Tuesday, 03-Jul-18 03:20:30 PDT', 'Tue Jul  3 10:20:30 2018', 'Jul 3 10:20:30 2018',
    'Tue Jul 3 10:20:30 UTC 2018', 'Tue Jul 3 12:20:30 +0200 2018', 'Tue Jul 3 12:20:30 2018 +0200', 'Tue Jul 3 06:20:30 2018 EDT', 'Tue Jul 3 10:20:30 AM UTC 2018',
    'Tue  3 Jul 11:20:30 BST 2018', 'Tue 03 Jul 2018 06:20:30 AM EDT', 'Tue, 2018/07/03 06:20:30 EDT', '2018/07/03 10:20:30', '2018:07:03 10:20:30', '03/Jul/2018:12:20:30 +0200',
    '3. Juli 2018, 12:20:30 Uhr MESZ', '2018年7月3日 10時20分30秒', '3.7.2018 10:20:30',
  ])('%j is 10:20:30', (text) => {
    expect(readDate(text)).toBe(second);
  }); // prettier-ignore

  it.each([
    ['2018', '2018-01-01T00:00:00.000Z'],
    ['2018-07', '2018-07-01T00:00:00.000Z'],
    ['Jul 3, 2018 10:20 PM', '2018-07-03T22:20:00.000Z'],
    ['Jul 3, 2018 10:20 p.m.', '2018-07-03T22:20:00.000Z'],
    ['3 de julio de 2018, 10:20 p. m.', '2018-07-03T22:20:00.000Z'],
    ['2018/07/03 10:20:30pm', '2018-07-03T22:20:30.000Z'],
    ['Jul 3, 2018 12:20 AM', '2018-07-03T00:20:00.000Z'],
    ['Jul 3, 2018 12:20 PM', '2018-07-03T12:20:00.000Z'],
    ['Tue, 3 Jul 2018, 3 pm', '2018-07-03T15:00:00.000Z'],
    ['Tue, 3 Jul 2018, 3 p.m. PST', '2018-07-03T23:00:00.000Z'],
    ['3. Juli 2018, 15 Uhr', '2018-07-03T15:00:00.000Z'],
    ['3 juillet 2018 à 15h', '2018-07-03T15:00:00.000Z'],
    ['2018年7月3日 15時', '2018-07-03T15:00:00.000Z'],
    ['2018-07-03T15+02', '2018-07-03T13:00:00.000Z'],
    ['2018-07-03T10:20:30.5Z', '2018-07-03T10:20:30.500Z'],
    [`2018-07-03T10:20:30.${'123456789'.repeat(30)}Z`, '2018-07-03T10:20:30.123Z'],
    ['2018-07-03 12:20:30.123456789 +0200 CEST', '2018-07-03T10:20:30.123Z'],
    ['Tue, 03 Jul 2018 10:20:30.25 GMT', '2018-07-03T10:20:30.250Z'],
    ['20180703T102030.5Z', '2018-07-03T10:20:30.500Z'],
    ['Jul  3 2018 10:20:30:123AM', '2018-07-03T10:20:30.123Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['Sat, 31 Dec 2016 18:59:60 EST', '2017-01-01T00:00:00.000Z'],
    ['2018-07-03T24:00:00Z', '2018-07-04T00:00:00.000Z'],
    ['Tue, 03 Jul 18 24:00:00 GMT', '2018-07-04T00:00:00.000Z'],
    ['Sat, 01 Jan 00 00:00:00 GMT', '2000-01-01T00:00:00.000Z'],
    ['Fri, 01 Jan 49 00:00:00 GMT', '2049-01-01T00:00:00.000Z'],
    ['Sun, 01 Jan 50 00:00:00 GMT', '1950-01-01T00:00:00.000Z'],
    ['Fri, 01 Jan 99 00:00:00 GMT', '1999-01-01T00:00:00.000Z'],
    ['25/12/2018 02:20:30 PST', '2018-12-25T10:20:30.000Z'],
    ['12/25/2018 02:20:30 AM PST', '2018-12-25T10:20:30.000Z'],
    ['3 Jul 1020:30', '2010-07-03T20:30:00.000Z'],
    ['1530612000', '2018-07-03T10:00:00.000Z'],
    ['1530612000000', '2018-07-03T10:00:00.000Z'],
    ['2018-07-03 10:20:30 and more words', day],
    ['2018-07-03T10:61:00Z', day],
  ])('%j is %s', (text, date) => {
    expect(readDate(text)).toBe(date);
  });

  it.each([
    '03/07/2018', '03/07/2018 10:20 GMT', '3-7-2018', '18-07-03', '3.7.18', '3 Jul', '3 Jul 10:20:30', 'July 2018', '2018 (reprint)', '2009–12',
    '30 Feb 2018', 'Tue, 30 Feb 2018 10:20:30 PST', 'Tue, 03 Jul 2018 25:20:30 GMT', 'Tue, 03 Jul 2018 24:20:30 GMT', 'Tue, 03 Jul 2018 10:60:30 GMT',
    'Tue, 03 Jul 2018 10:20:61 GMT', 'Tue, 03 Jul 2018 10:20:30 +9900', 'Tue, 03 Jul 2018 10:20:30 GMT and more', 'Tue, 03 Jul 2018 10:20:30 somewhere',
    '3 July 2018 10:20 em', '3 July 2018 by Ann', '999999999', '15306120000', '153061200000', '12345', 'Fri, 31 Dec 9999 23:59:60 GMT', 'PST', '10:20 PST',
  ])('%j is none', (text) => {
    expect(readDate(text)).toBeNull();
  }); // prettier-ignore
});

describe('a long text', () => {
  const length = 100_000;
  const kinds = [
    '1',
    ' ',
    'a',
    ':',
    '-',
    '.',
    '(',
    ')',
    ',',
    '/',
    '1:',
    'a ',
    '1 ',
    '.1',
    ':11',
    '1 (',
    '年',
    'é',
    '\uFDFA',
    '\n',
    'st',
    '+1',
  ];
  const starts = ['', '2018-07-03 10:20:30', '2018-07-03 10:20:30.', 'Tue', 'Tue, 03 Jul 2018 10:20:30 ', '3', 'July 3, 2018', '3 July', '2018年']; // prettier-ignore

  it.each(kinds)('of %j takes no long time', (kind) => {
    const started = performance.now();
    for (const start of starts) {
      for (const end of ['', ')', ' GMT']) {
        readDate(start + kind.repeat(length / kind.length) + end);
        // As long as spellings are tried.
        readDate((start + kind.repeat(100)).slice(0, 100 - end.length) + end);
      }
    }
    expect((performance.now() - started) / starts.length / 3).toBeLessThan(500);
  });
});
