import { decodeGlobalID } from '@pothos/plugin-relay';

/** What a global id says; null for a text that is none. */
export function parseGlobalId(globalId: string): { typename: string; id: string } | null {
  try {
    const parsed = decodeGlobalID(globalId);
    return parsed.id.includes('\0') ? null : parsed;
  } catch {
    return null;
  }
}

/** The uid that a global id of this type carries; null for any other text. */
export function uidOf(typename: string, globalId: string): string | null {
  const parsed = parseGlobalId(globalId);
  return parsed?.typename === typename ? parsed.id : null;
}
