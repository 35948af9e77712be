import { startPostgres } from './postgres-server.ts';
import { openStore } from '../src/db/store.ts';
import { migrate } from '../src/db/migrate.ts';
import { ingest } from '../src/ingest/ingest.ts';
import pg from 'pg';
await using server = await startPostgres();
const name='ingest_try';
{const c=new pg.Client(server.url('postgres')); await c.connect(); console.log((await c.query(`select datname, pg_size_pretty(pg_database_size(datname)) s from pg_database`)).rows.map(r=>r.datname+' '+r.s).join(', ')); await c.end();}
if ((await server.databases()).includes(name)) await server.dropDatabase(name);
await server.createDatabase(name);
await using store = openStore(server.url(name), {isBulk:true});
await migrate(store);
const every=Number(process.argv[3]??1000);
let t=performance.now(), cpu=process.cpuUsage(), before=0; const t0=t;
const rep=await ingest(store,[process.argv[2]!],{onProgress:({items})=>{ if(items-before<every)return; const c=process.cpuUsage(cpu); process.stderr.write(`${items}: ${Math.round((items-before)/(performance.now()-t)*1000)}/s cpu ${Math.round((c.user+c.system)/(items-before))} µs ${Math.round(process.resourceUsage().maxRSS/1000)} MB\n`); t=performance.now();cpu=process.cpuUsage();before=items;}});
console.log(((performance.now()-t0)/1000).toFixed(1)+'s', rep.created, rep.references);
{const c=new pg.Client(server.url(name)); await c.connect(); 
try{ await c.query('create extension if not exists pg_stat_statements'); const r=await c.query(`select round(total_exec_time::numeric) ms, calls, round((mean_exec_time*1000)::numeric) us, left(regexp_replace(query,'\\s+',' ','g'),130) q from pg_stat_statements s join pg_database d on d.oid=s.dbid where datname=$1 order by total_exec_time desc limit 26`,[name]); for(const x of r.rows) console.log(String(x.ms).padStart(7),String(x.calls).padStart(7),String(x.us).padStart(7)+'µs',x.q);}catch(e){console.log(String(e))} await c.end();}
