import { isoDate, parseDate } from './date.ts';

const time = String.raw`(?:[T,;\s]*(?:(?:at|um|kl\.?|[àa]|às|a las|ore|om|klo|в)\s+)?(?<hour>\d{1,2})(?:[:.h時시点]\s*(?<minute>\d{2})|\s*(?=[ap]\.?m))(?:[:.分분]\s*(?<second>\d{2})[秒초]?(?:[.,]\d{1,9})?)?\s*(?:uhr\b|分|분)?\s*(?<half>[ap])?(?:\.?m\.?)?\s*(?<zone>Z\b|[+-]\d{1,2}(?::?\d{2})?|(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5}\b)?(?:\s*\([^)]*\))?)?`;

/** What feeds and pages write beyond what `parseDate` knows, each matched as a whole. */
const spellings: readonly RegExp[] = [
  // 2018, 2018-07 and 2018-7-3 with any sign between, as Dublin Core and W3C's note have them; 2018-184 counts days.
  String.raw`(?<year>[12]\d{3})`,
  String.raw`(?<year>[12]\d{3})-(?<month>\d{2})`,
  String.raw`(?<year>[12]\d{3})-?(?<dayOfYear>\d{3})`,
  String.raw`(?<year>[12]\d{3})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})(?:\s*(?<eastern>午前|午後|上午|下午|오전|오후))?${time}`,
  String.raw`(?<year>[12]\d{3})(?<month>\d{2})(?<day>\d{2})(?:T?(?<hour>\d{2}):?(?<minute>\d{2})(?::?(?<second>\d{2}))?(?:\.\d+)?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?)?`,
  String.raw`(?<year>[12]\d{3})-(?<month>\d{2})-(?<day>\d{2})T(?<hour>\d{2})(?<zone>Z|[+-]\d{2}:?\d{2})?`,
  // 3.7.2018, whose first number is the day.
  String.raw`(?:[\p{L}]+\.?,?\s+)?(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>[12]\d{3})\.?${time}`,
  // 25/12/2018 and 12/25/2018: told by the number that can be no month.
  String.raw`(?<one>\d{1,2})[/-](?<two>\d{1,2})[/-](?<year>[12]\d{3})${time}`,
  String.raw`(?<year>[12]\d{3})\s*[年년]\s*(?<month>\d{1,2})\s*[月월]\s*(?<day>\d{1,2})\s*[日일]?\s*(?:[(（][^)）]*[)）])?\s*(?<eastern>午前|午後|上午|下午|오전|오후)?${time}`,
  // C's asctime: Tue Jul  3 10:20:30 2018, with a zone before the year or behind.
  String.raw`(?:[a-z]{3,9},?\s+)?(?<name>[a-z]{3,9})\s+(?<day>\d{1,2}),?\s+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?\s+(?<zone>[a-z]{1,5}|[+-]\d{4})?\s*(?<year>[12]\d{3})`,
  // Days, months by their names in many languages, years of two digits as RFC 850 and RFC 822 have them.
  String.raw`(?:\p{L}[\p{L}-]*\.?,?\s+)?(?:le\s+|el\s+|den\s+)?(?<day>\d{1,2})(?:\.|º|er|st|nd|rd|th)?[\s-]+(?:de\s+|of\s+|d')?(?<name>\p{L}[\p{L}\p{M}]+)\.?,?(?:[\s-]+(?:de\s+|del\s+)?)(?<year>\d{4}|\d{2})(?:\s*(?:г|r|år)\.?)?(?:\s+a\s+las|,)?${time}`,
  String.raw`(?:\p{L}[\p{L}-]*\.?,?\s+)?(?<name>\p{L}[\p{L}\p{M}]+)\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>[12]\d{3})${time}`,
  // Hungarian, Lithuanian and others: 2018. július 3.
  String.raw`(?<year>[12]\d{3})[.-]?\s?(?<name>\p{L}[\p{L}\p{M}]+)[\s-](?<day>\d{1,2})\.?${time}`,
].map((pattern) => new RegExp(`^${pattern}$`, 'iu'));

/** Seconds or milliseconds since 1970, from 2001 on. */
const epoch = /^1\d{9}(?:\d{3})?$/;
/** Longer texts are none. In UTF-16 code units. */
const lengthLimit = 100;

/**
 * A date as feeds and pages spell it, as YYYY-MM-DDTHH:mm:ss.sssZ; null where it is none, or where it could be one of two. What is
 * written by people for Ibid is read by `parseDate`, which is stricter.
 */
export function readDate(text: string): string | null {
  const strict = parseDate(text);
  if (strict !== null) return strict;
  const line = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
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
  return isoDate({
    year: String(year).padStart(4, '0'),
    month: month ?? '1',
    day: day ?? '1',
    hour: String(hours),
    minute: groups.minute ?? '00',
    second: groups.second ?? '00',
    zone: fullZone(groups.zone ?? ''),
  });
}

/** By RFC 2822. */
function fullYear(year: string): number {
  const number = Number(year);
  return year.length === 4 ? number : number + (number < 50 ? 2000 : 1900);
}

/** `GMT+1`, `+1` and `+01` with minutes. */
function fullZone(zone: string): string {
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(zone);
  if (!offset) return zone;
  // +0130 is read as hours of two digits already.
  return `${offset[1]}${offset[2]!.padStart(2, '0')}:${offset[3] ?? '00'}`;
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
