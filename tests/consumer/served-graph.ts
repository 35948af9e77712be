import { createTestApp } from '../support/app.ts';

/** Two pages of takes; one piece that a second links and a third names; one without address. */
const documents = {
  'shelves.md': `---
title: A History of Shelves
url: https://journal.example/shelves
publisher: The Journal
date: 2020-01-02
---

Shelves came before books.
`,
  'tables.md': `---
title: On the Shape of Tables
url: https://journal.example/tables
publisher: The Journal
date: 2020-02-03
---

Tables are square because shelves are. See [an earlier piece](https://journal.example/shelves).
`,
  'doors.md': `---
title: Doors and What They Hide
url: https://review.example/doors
date: 2020-03-04
---

A door is a table that stands. "A History of Shelves" says why it has to close.
`,
  'rooms.md': `---
title: Rooms
date: 2020-04-05
---

Every room begins with a door.
`,
};

export interface ServedGraph extends AsyncDisposable {
  /** Of the API. */
  url: string;
}

/** A small graph over real HTTP, on a free port of loopback. */
export async function serveGraph(): Promise<ServedGraph> {
  const app = await createTestApp({ engine: 'sqlite', settings: { PORT: '0' } });
  await app.publish(documents);
  const { href } = await app.app.listen();
  return { url: href, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}
