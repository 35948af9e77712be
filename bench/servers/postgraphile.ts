import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { requireSetting, tellAddress } from './process.ts';

/**
 * PostGraphile over Ibid's own tables, as its preset comes: DATABASE_URL says where, with the planner's settings as
 * `options`. What it cannot derive from tables, `peer-functions.ts` adds.
 */
const service = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: requireSetting('DATABASE_URL'), schemas: ['public'] })],
  grafserv: { graphiql: false, websockets: false, watch: false },
  grafast: { explain: false },
});
const server = createServer();
await service.createServ(grafserv).addTo(server);
tellAddress(server);
