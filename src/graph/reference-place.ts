/** What orders the references to an article and from it: the newest take first, in a take as they are read. */
export interface ReferencePlace {
  time: string;
  key: string;
  position: number;
}

export const placeColumns = ['take_time as time', 'take_key as key', 'position'] as const;

export function newestFirst(a: ReferencePlace, b: ReferencePlace): number {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.position - b.position;
}
