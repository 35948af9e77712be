import { createServer } from 'node:http';
import { requireSetting, tellAddress } from './process.ts';
import { answers } from './sql-answers.ts';
import { openPostgresUrl, openSqliteFile } from './sql-database.ts';

/** Hand-written SQL behind node:http, without GraphQL: `GET /QUERY?SLUG`. What any server of these pages can reach. */
const url = requireSetting('DATABASE_URL');
const file = /^sqlite:(.+)$/.exec(url)?.[1];
const db = file === undefined ? await openPostgresUrl(url) : openSqliteFile(file);

tellAddress(
  createServer((request, response) => {
    const [path = '', slug = ''] = request.url!.slice(1).split('?');
    const answer = answers[path];
    if (!answer) return void response.writeHead(404).end();
    answer(db, decodeURIComponent(slug))
      .then((data) => {
        const body = Buffer.from(JSON.stringify({ data }));
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
        response.end(body);
      })
      .catch((error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      });
  }),
);
