const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const written =
  /^(?:[a-z]{3,9},?\s+)?(?<date>\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?)\.?,?\s+(?<year>\d{4})(?:,?\s+(?:at\s+)?(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?:\s*(?<half>[ap])\.?m\.?)?)?(?:\s*(?<zone>[+-]\d{2}:?\d{2}|[a-z]{1,4}))?(?:\s*\([^)]*\))?$/i;
const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
/** Zones by name: those of RFC 2822, and what feeds and pages use beyond, as far as it has one meaning in practice. */
export const zones: ReadonlyMap<string, string> = new Map([
  ['', 'Z'], ['z', 'Z'], ['gmt', 'Z'], ['utc', 'Z'], ['ut', 'Z'], ['est', '-05:00'], ['edt', '-04:00'], ['cst', '-06:00'], ['cdt', '-05:00'],
  ['mst', '-07:00'], ['mdt', '-06:00'], ['pst', '-08:00'], ['pdt', '-07:00'], ['bst', '+01:00'], ['cet', '+01:00'], ['cest', '+02:00'],
  ['wet', 'Z'], ['west', '+01:00'], ['mez', '+01:00'], ['mesz', '+02:00'], ['eet', '+02:00'], ['eest', '+03:00'], ['msk', '+03:00'],
  ['trt', '+03:00'], ['idt', '+03:00'], ['irst', '+03:30'], ['pkt', '+05:00'], ['wib', '+07:00'], ['hkt', '+08:00'], ['sgt', '+08:00'],
  ['pht', '+08:00'], ['awst', '+08:00'], ['jst', '+09:00'], ['kst', '+09:00'], ['acst', '+09:30'], ['acdt', '+10:30'], ['aest', '+10:00'],
  ['aedt', '+11:00'], ['nzst', '+12:00'], ['nzdt', '+13:00'], ['sast', '+02:00'], ['nst', '-03:30'], ['ndt', '-02:30'], ['adt', '-03:00'],
  ['akst', '-09:00'], ['akdt', '-08:00'], ['hst', '-10:00'], ['brt', '-03:00'], ['art', '-03:00'],
]); // prettier-ignore

/**
 * A date as writers write it, as YYYY-MM-DDTHH:mm:ss.sssZ; null where it is none. Understood are ISO 8601 (a
 * date alone is midnight UTC, a time without zone is UTC), RFC 2822 and English, as in "3 July 2018" or
 * "July 3rd, 2018 at 10:00 am".
 */
export function parseDate(text: string): string | null {
  const trimmed = text.trim();
  const match = iso.exec(trimmed);
  if (match) {
    const [, year, month, day, hour = '0', minute = '00', second = '00', fraction = '', zone = ''] = match;
    const time = `${twoDigits(hour)}:${minute}:${second}.${milliseconds(fraction)}`;
    return toIso(`${year}-${month}-${day}`, time, zone);
  }
  const parts = written.exec(trimmed)?.groups;
  if (!parts) return null;
  const { date = '', year, hour = '0', minute = '00', second = '00', half, zone = '' } = parts;
  const day = /\d+/.exec(date)![0];
  const name = /[a-z]{3,}/i.exec(date)![0].toLowerCase();
  const month = months.findIndex((long) => long.startsWith(name)) + 1;
  const hours =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return toIso(
    `${year}-${twoDigits(month)}-${twoDigits(day)}`,
    `${twoDigits(hours)}:${minute}:${second}.000`,
    zone,
  );
}

/** The instant of a date in numbers, as YYYY-MM-DDTHH:mm:ss.sssZ; null where there is none. */
export function isoDate(parts: {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  /** 60, a leap second, is the first of the next minute. */
  second: string;
  /** Digits behind the point, any number of them. */
  fraction: string;
  /** `Z`, `+01:00` or a name; UTC where it is empty. */
  zone: string;
}): string | null {
  const day = `${parts.year}-${twoDigits(parts.month)}-${twoDigits(parts.day)}`;
  const isLeapSecond = parts.second === '60';
  const second = isLeapSecond ? '59' : parts.second;
  const date = toIso(
    day,
    `${twoDigits(parts.hour)}:${parts.minute}:${second}.${milliseconds(parts.fraction)}`,
    parts.zone,
  );
  return isLeapSecond && date !== null ? isoOf(new Date(Date.parse(date) + 1000)) : date;
}

function twoDigits(number: number | string): string {
  return String(number).padStart(2, '0');
}

function milliseconds(fraction: string): string {
  return fraction.slice(0, 3).padEnd(3, '0');
}

function toIso(day: string, time: string, zone: string): string | null {
  if (!isRealDay(day)) return null;
  const offset = zones.get(zone.toLowerCase()) ?? zone.replace(/^(...):?(..)$/, '$1:$2');
  return isoOf(new Date(`${day}T${time}${offset}`));
}

function isoOf(date: Date): string | null {
  const isUsable =
    !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999;
  return isUsable ? date.toISOString() : null;
}

/** JavaScript takes 30 February for a day in March. */
function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
