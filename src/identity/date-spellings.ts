import { isoDate, parseDate, zones } from './date.ts';

/** Names with several meanings, by the most frequent one (India, Atlantic Canada), and Moscow's in Russian. */
const guessedZones: ReadonlyMap<string, string> = new Map([
  ['ist', '+05:30'],
  ['ast', '-04:00'],
  ['мск', '+03:00'],
]);
const knownZones = [...zones.keys(), ...guessedZones.keys()].filter((name) => name !== '').join('|');

const weekday = String.raw`(?:\p{L}[\p{L}-]*(?:\.?\s?,\s?|\.?\s))?`;
const monthName = String.raw`(?<name>\p{L}[\p{L}\p{M}]+)`;
const comment = String.raw`\s?(?:\([^)]*\)|\[[^\]]*\])`;
const eastern = String.raw`(?<eastern>午前|午後|上午|下午|오전|오후)`;
/** Ends its word, or a known zone follows at once: "10:20 AEST" and "10:20 PST" have no half. */
const half = String.raw`(?<half>[ap])(?:\.?\s?m(?:\.|(?!\p{L})|(?=(?:${knownZones})(?!\p{L})))|(?!\p{L}))`;
/** Not `a`, `am`, `p` and `pm`, which are halves of a day. */
const shortZone = String.raw`(?![ap]m?(?!\p{L}))(?:[a-z]{1,5}|мск)(?!\p{L})`;
const zoneName = String.raw`(?:[a-z_]+(?:/[a-z_]+){1,2}|${shortZone})`;
const offset = String.raw`[+-]\d{1,2}(?::?\d{2})?`;
/** An offset, a name, or both: `+0200`, `CEST`, `+0200 CEST`, `GMT+2`, `UTC - 5`. */
const zone = String.raw`(?<zone>(?:UTC|GMT)\s[+-]\s\d{1,2}(?::?\d{2})?|(?:${shortZone}\s?)?${offset}(?:\s?${zoneName})?|${zoneName})`;
const seconds = String.raw`(?<second>\d{2})[秒초]?(?:[.,:](?<fraction>\d+))?`;
const clock = String.raw`(?<hour>\d{1,2})(?:\s?[:.h時时시点]\s?(?<minute>\d{2})(?:\s?[:.分분]\s?${seconds})?|\s?(?=[ap]\.?\s?m)|\s?h(?!\p{L})|\s?[時时시点]|(?=\s?uhr))`;
const timeWords = String.raw`(?:(?:at|um|[àa]|às|a las|a les|alle|ore|alle ore|om|klo|ve?|o|в|о)\s|kl\.?\s?)?`;
const timeBehind = (separator: string) =>
  String.raw`(?:${separator}${timeWords}${clock}\s?(?:uhr(?!\p{L})|hrs?(?!\p{L})|分|분)?\s?(?:${half})?\s?${zone}?)?(?:${comment})*`;
const separator = String.raw`[T,;\s]*`;
const shortTime = timeBehind(separator);
const time = timeBehind(String.raw`(?:\s[-–—]\s|\s?[@|•·]\s?|${separator})`);
const dayAndMonth = String.raw`(?:le\s|el\s|den\s)?(?<day>\d{1,2})(?:\.|º|er|st|nd|rd|th)?[\s-]*(?:de\s|of\s|d')?${monthName}\.?\s?,?`;

/** What feeds and pages write beyond what `parseDate` knows, each matched as a whole. White space is one space. */
const spellings: readonly RegExp[] = [
  // 2018, 2018-07 and 2018-7-3 with any sign between, as Dublin Core and W3C's note have them; 2018-184 counts days.
  String.raw`(?<year>[12]\d{3})`,
  String.raw`(?<year>[12]\d{3})-(?<month>\d{2})`,
  String.raw`(?<year>[12]\d{3})-?(?<dayOfYear>\d{3})`,
  String.raw`${weekday}(?<year>[12]\d{3})[-/.:](?<month>\d{1,2})[-/.:](?<day>\d{1,2})(?:${comment})?(?:\s?${eastern})?${time}`,
  String.raw`(?<year>[12]\d{3})(?<month>\d{2})(?<day>\d{2})(?:[T\s]?(?<hour>\d{2}):?(?<minute>\d{2})(?::?${seconds})?\s?${zone}?)?`,
  String.raw`(?<year>[12]\d{3})-(?<month>\d{2})-(?<day>\d{2})T(?<hour>\d{2})(?:(?<minute>\d{2})(?:${seconds})?)?\s?${zone}?`,
  String.raw`(?<year>[12]\d{3})-(?<month>\d{2})-(?<day>\d{2})(?<zone>Z)`,
  // 3.7.2018, whose first number is the day.
  String.raw`${weekday}(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>[12]\d{3})\.?${time}`,
  // 25/12/2018 and 12/25/2018: told by the number that can be no month.
  String.raw`(?<one>\d{1,2})[/-](?<two>\d{1,2})[/-](?<year>[12]\d{3})${time}`,
  String.raw`(?<year>[12]\d{3})\s?[年년]\s?(?<month>\d{1,2})\s?[月월]\s?(?<day>\d{1,2})\s?[日일]?(?:${comment})?\s?${eastern}?${time}`,
  // C's asctime: Tue Jul 3 10:20:30 2018, with a zone before the year or behind.
  String.raw`${weekday}(?:${monthName}\.?\s(?<day>\d{1,2})|(?<day>\d{1,2})\s${monthName}),?\s${clock}\s?(?:${half})?(?:\s${zone}\s?,?\s?|\s)(?<year>[12]\d{3})`,
  String.raw`${weekday}${monthName}\.?\s(?<day>\d{1,2}),?\s${clock}\s(?<year>[12]\d{3})\s${zone}`,
  // Days, months by their names in many languages, years of two digits as RFC 850 and RFC 822 have them, and of three.
  String.raw`${weekday}${dayAndMonth}[\s-]*(?:de\s|del\s)?(?<year>\d{4})(?:\s?(?:года|г|roku|r|år)\.?)?(?:\sa\slas|,)?${time}`,
  String.raw`${weekday}${dayAndMonth}[\s-]+(?:de\s|del\s)?['’]?(?<year>\d{2}|1\d{2})(?:\s?(?:г|r|år)\.?)?(?:\sa\slas|,)?${shortTime}`,
  String.raw`${weekday}${monthName}\.?[\s-](?<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?,\s?|[\s-])(?<year>[12]\d{3})${time}`,
  // As web servers log: 03/Jul/2018:10:20:30 +0200.
  String.raw`(?<day>\d{1,2})/${monthName}/(?<year>\d{4}):?${time}`,
  // Hungarian, Lithuanian and others: 2018. július 3.
  String.raw`(?<year>[12]\d{3})[.,/-]?\s?${monthName}[\s/-](?<day>\d{1,2})\.?${time}`,
].map((pattern) => new RegExp(`^${pattern}$`, 'iu'));

/** Seconds or milliseconds since 1970, from 2001 on. */
const epoch = /^1\d{9}(?:\d{3})?$/;
/** Longer texts are none. In UTF-16 code units. */
const lengthLimit = 100;

/** A zone in parentheses behind a time that has none beside: 10:20 (PST). */
const zoneComment = new RegExp(
  String.raw`([^\d+-]\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?(?:\s?[ap]\.?m\.?|\s?uhr)?)\s?\(\s?(${knownZones}|(?:UTC|GMT)?${offset})\s?\)$`,
  'i',
);

/**
 * A date as feeds and pages spell it, as YYYY-MM-DDTHH:mm:ss.sssZ; null where it is none, or where it could be one of two. What is
 * written by people for Ibid is read by `parseDate`, which is stricter. A time in a zone that is not known is read as UTC (RFC 2822,
 * 4.3), so that at least the day is right; an offset counts more than the name of a zone beside it, a day of the week not at all.
 */
export function readDate(text: string): string | null {
  const line = plainLine(text);
  const strict = parseDate(line);
  if (strict !== null) return strict;
  if (line.length > lengthLimit) return null;
  if (epoch.test(line)) return new Date(Number(line) * (line.length === 10 ? 1000 : 1)).toISOString();
  for (const spelling of spellings) {
    const groups = spelling.exec(line)?.groups;
    const date = groups ? dateOf(groups) : null;
    if (date !== null) return date;
  }
  // Without what cannot be read of a time: the day is known.
  const day = /^(\d{4}-\d{2}-\d{2})[T ]/.exec(line)?.[1];
  return day === undefined ? null : parseDate(day);
}

/** With simple signs, spaces and fractions. */
function plainLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  // NFKC makes eighteen characters of some.
  if (line.length > 10 * lengthLimit) return line;
  return line
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\u2010\u2212]/g, '-')
    .replace(/([.,]\d{9})\d+/g, '$1')
    .replace(zoneComment, '$1 $2');
}

function dateOf(groups: Readonly<Record<string, string | undefined>>): string | null {
  const year = fullYear(groups.year!);
  if (groups.dayOfYear !== undefined) {
    const day = Number(groups.dayOfYear);
    const date = new Date(Date.UTC(year, 0, day));
    return day >= 1 && date.getUTCFullYear() === year ? date.toISOString() : null;
  }
  let [month, day] = [groups.month, groups.day];
  if (groups.name !== undefined) month = String(monthNames().get(fold(groups.name)) ?? 0);
  if (groups.one !== undefined) {
    const [one, two] = [Number(groups.one), Number(groups.two)];
    // 3/7 is a day in March or in July.
    if (one <= 12 && two <= 12 && one !== two) return null;
    [day, month] = one > 12 ? [groups.one, groups.two] : [groups.two, groups.one];
  }
  const half =
    groups.half?.toLowerCase() ??
    (groups.eastern && /[午]前|上午|오전/.test(groups.eastern) ? 'a' : groups.eastern && 'p');
  const hour = Number(groups.hour ?? 0);
  const hours = half === undefined || half === '' || hour > 12 ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const zone = fullZone(groups.zone ?? '');
  if (zone === null) return null;
  return isoDate({
    year: String(year).padStart(4, '0'),
    month: month ?? '1',
    day: day ?? '1',
    hour: String(hours),
    minute: groups.minute ?? '00',
    second: groups.second ?? '00',
    fraction: groups.fraction ?? '',
    zone,
  });
}

/** By RFC 2822: 18 is 2018, 98 is 1998, 118 is 2018. */
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length === 4) return number;
  return number + (year.length === 2 && number < 50 ? 2000 : 1900);
}

/** A name, or a place as in Europe/Berlin. Two small letters are rather half a day in some language: "em", "nm". */
const unknownZone = /^(?:[A-Z]{1,2}|[A-Za-z]{3,5}|\w+(?:\/\w+)+)$/;

/** As `isoDate` takes it; null where the word is no zone. */
function fullZone(zone: string): string | null {
  // +0130 are hours of two digits, +130 of one.
  const offset = /([+-])\s?(\d{1,2}?)(?::?(\d{2}))?(?!\d)/.exec(zone);
  if (offset) return `${offset[1]}${offset[2]!.padStart(2, '0')}:${offset[3] ?? '00'}`;
  const name = zone.toLowerCase();
  const known = zones.get(name) ?? guessedZones.get(name);
  if (known !== undefined) return known;
  return unknownZone.test(zone) ? 'Z' : null;
}

const languages = 'en de fr es it pt nl sv da nb fi pl cs sk hu ru uk el tr ro ca'.split(' ');
let names: ReadonlyMap<string, number> | null = null;

/** Months by their folded names, long and short, in these languages: also as they stand beside a day. */
function monthNames(): ReadonlyMap<string, number> {
  if (names) return names;
  const known = new Map<string, number>();
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      const alone = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
      const beside = new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) {
        const date = new Date(Date.UTC(2020, month - 1, 5));
        const part = beside.formatToParts(date).find(({ type }) => type === 'month')?.value ?? '';
        for (const name of [alone.format(date), part].map(fold))
          if (/\p{L}{3}/u.test(name) && !known.has(name)) known.set(name, month);
      }
    }
  }
  names = known;
  return known;
}

/** Without accents, case and full stops. */
function fold(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}
