type Results<Work extends readonly unknown[]> = { -readonly [Key in keyof Work]: Awaited<Work[Key]> };

/**
 * Waits for pieces of work of one transaction that do not depend on each other: what they ask the database goes there
 * without waiting for the others' answers. Where one fails, the others end before, as nothing may come after a rollback.
 */
export async function together<Work extends readonly unknown[] | []>(work: Work): Promise<Results<Work>> {
  for (const result of await Promise.allSettled(work))
    if (result.status === 'rejected') throw result.reason as Error;
  return Promise.all(work);
}
