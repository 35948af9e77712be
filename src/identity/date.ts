const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const written = /^(?:[A-Za-z]{3,9},?\s+)?(?:\d{1,2}\s+[A-Za-z]{3,9}|[A-Za-z]{3,9}\s+\d{1,2}),?\s+\d{4}/;

/**
 * A date as writers write it, as YYYY-MM-DDTHH:mm:ss.sssZ; null where it is none. Understood are ISO 8601 (a
 * date alone is midnight UTC, a time without zone is UTC), RFC 2822 and "3 July 2018" or "July 3, 2018".
 */
export function parseDate(text: string): string | null {
  const trimmed = text.trim();
  const match = iso.exec(trimmed);
  if (match) {
    const [, year, month, day, hour = '0', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
    const offset = /^(z|utc)$/i.test(zone) ? 'Z' : zone.replace(/^(...):?(..)$/, '$1:$2');
    const time = `${hour.padStart(2, '0')}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
    return isRealDay(year!, month!, day!) ? toIso(new Date(`${year}-${month}-${day}T${time}${offset}`)) : null;
  }
  if (!written.test(trimmed)) return null;
  const hasZone = /(GMT|UTC|Z|[+-]\d{4}|[A-Z]{3})\)?$/.test(trimmed);
  return toIso(new Date(hasZone ? trimmed : `${trimmed} UTC`));
}

/** JavaScript takes 30 February for a day in March. */
function isRealDay(year: string, month: string, day: string): boolean {
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) >= 1 && Number(month) >= 1 && Number(month) <= 12 && Number(day) <= days;
}

function toIso(date: Date): string | null {
  const isUsable = !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999;
  return isUsable ? date.toISOString() : null;
}
