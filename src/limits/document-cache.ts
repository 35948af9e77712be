import { inspectDocument, type Inspection, type InspectionOptions, type Sound } from './inspect-document.ts';

/** Of all documents that are kept, in bytes as estimated. */
const byteLimit = 8 * 1024 * 1024;
/** UTF-16 code units of a document that is kept. */
const textLimit = 65_536;

/** What inspects documents. */
export type Inspect = (text: string) => Inspection;

/**
 * Inspects each document once, as long as it is among those that were lately asked for. Refused ones are
 * not kept: what clients repeat is what works, and anybody could fill the cache with others.
 */
export function createInspector(options: InspectionOptions): Inspect {
  const kept = new Map<string, { inspection: Inspection; bytes: number }>();
  let bytes = 0;
  return (text) => {
    const known = kept.get(text);
    if (known) {
      // To the end: the first are those that were not asked for the longest.
      kept.delete(text);
      kept.set(text, known);
      return known.inspection;
    }
    const inspection = inspectDocument(text, options);
    if (inspection.errors || text.length > textLimit) return inspection;
    const entry = { inspection, bytes: bytesOf(text, inspection) };
    kept.set(text, entry);
    bytes += entry.bytes;
    for (const [oldest, { bytes: freed }] of kept) {
      if (bytes <= byteLimit) break;
      kept.delete(oldest);
      bytes -= freed;
    }
    return inspection;
  };
}

/**
 * As measured, rounded up: tokens with the nodes made of them, comments that hang between them, and what is planned of
 * its execution, which is more than its text where it spreads fragments often.
 */
function bytesOf(text: string, { tokens, comments, keptFields }: Sound): number {
  return 2 * text.length + 512 * tokens + 96 * comments + 320 * keptFields;
}
