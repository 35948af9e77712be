import { describe, expect, test } from 'vitest';
import { loadCommands } from '../../src/cli.ts';
import { exitStatuses } from '../../src/cli/exit-status.ts';
import { readConfig } from '../../src/config.ts';
import { settings } from '../../src/settings.ts';
import { run } from './captured-io.ts';

const commands = await loadCommands();

describe('wrong usage is one line that says what is right', () => {
  test.each([
    [[], 'No command was given. See ibid help'],
    [['serv'], 'Unknown command "serv". Did you mean serve? See ibid help'],
    [['frobnicate'], 'Unknown command "frobnicate". See ibid help'],
    [['--verson'], 'Unknown flag "--verson". Did you mean --version? See ibid help'],
    [['help', 'ingst'], 'Unknown command "ingst". Did you mean ingest? See ibid help'],
    [['serve', '--prot', '1'], 'serve: unknown flag --prot. Did you mean --port? See ibid serve --help'],
    [['serve', '-p', '1'], 'serve: unknown flag -p. See ibid serve --help'],
    [['serve', '--port'], 'serve: --port needs a value. See ibid serve --help'],
    [['serve', '--port', '--host', 'h'], 'serve: --port needs a value. See ibid serve --help'],
    [['serve', 'x'], 'serve: takes no argument; "x" was given. See ibid serve --help'],
    [['migrate', '--status=1'], 'migrate: --status takes no value. See ibid migrate --help'],
    [['ingest'], 'ingest: SOURCE is missing. See ibid ingest --help'],
    [['ingest', ''], 'ingest: SOURCE is empty. See ibid ingest --help'],
    [
      ['ingest', 'x', '--format', 'pdf'],
      '--format is one of auto, markdown, html, text, feed, jsonl, opml, not "pdf"',
    ],
  ])('%j', async (argv, line) => {
    expect(await run(argv)).toEqual({ status: 2, stdout: '', stderr: `ibid: ${line}\n` });
  });
});

describe('a wrong setting is one line that names it, what came and what is allowed', () => {
  const levels = 'trace, debug, info, warn, error, fatal, silent';
  test.each([
    [['--port', 'abc'], {}, '--port is a whole number from 0 to 65535, not "abc"'],
    [[], { PORT: '65536' }, 'PORT is a whole number from 0 to 65535, not "65536"'],
    [[], { PORT: '-1' }, 'PORT is a whole number from 0 to 65535, not "-1"'],
    [['--host='], {}, '--host is an IP address or a host name, not ""'],
    [
      [],
      { CORS_ORIGINS: 'https://a.example/x' },
      'CORS_ORIGINS is * or origins as https://site.example, with commas between, without a path, not "https://a.example/x"',
    ],
    [['--introspection', 'yes'], {}, '--introspection is on or off, not "yes"'],
    [[], { TOKEN_LIMIT: '1e3' }, 'TOKEN_LIMIT is a whole number from 100 to 100000, not "1e3"'],
    [[], { LOG_LEVEL: 'loud' }, `LOG_LEVEL is one of ${levels}, not "loud"`],
    [
      [],
      { PUBLICATION_URL: 'ftp://a.example' },
      'PUBLICATION_URL is an address that starts with http:// or https://, not "ftp://a.example"',
    ],
    [
      [],
      { PUBLICATION_NAME: 'a\nb' },
      String.raw`PUBLICATION_NAME is up to 200 characters on one line, not "a\nb"`,
    ],
    [
      [],
      { DATABASE_URL: 'mysql://user:secret@host/db' },
      'DATABASE_URL is sqlite:PATH, sqlite::memory: or postgres://user@host/database, not "mysql:…"',
    ],
  ])('%j %j', async (flags, env, line) => {
    expect(await run(['serve', ...flags], { env })).toEqual({
      status: 2,
      stdout: '',
      stderr: `ibid: ${line}\n`,
    });
  });
});

describe('settings', () => {
  test('have defaults, also where a variable is empty', () => {
    const defaults = {
      databaseUrl: 'sqlite:./data/ibid.db',
      port: 4000,
      host: '127.0.0.1',
      publicationName: 'Ibid',
      publicationUrl: null,
      logLevel: 'info',
      corsOrigins: [],
      introspection: true,
      graphiql: true,
      trustedDocuments: null,
      limits: {
        body: 262_144,
        tokens: 2_000,
        depth: 16,
        aliases: 30,
        rootFields: 20,
        directives: 20,
        page: 100,
        nodes: 10_000,
        deadline: 5_000,
        response: 4_194_304,
        errors: 10,
        connections: 2_000,
      },
    };
    expect(readConfig(new Map(), {})).toEqual(defaults);
    expect(readConfig(new Map(), { PORT: '', PUBLICATION_URL: '', DATABASE_URL: '' })).toEqual(defaults);
  });

  test('come from the environment, and a flag wins', () => {
    const env = {
      PORT: '1',
      HOST: '::1',
      PUBLICATION_NAME: 'A',
      PUBLICATION_URL: 'https://a.example/b',
      LOG_LEVEL: 'silent',
    };
    expect(readConfig(new Map([['port', '65535']]), env)).toMatchObject({
      port: 65535,
      host: '::1',
      publicationName: 'A',
      publicationUrl: 'https://a.example/b',
      logLevel: 'silent',
    });
  });
});

describe('help', () => {
  test('of the program names every command and every exit status', async () => {
    const { status, stdout, stderr } = await run(['help']);
    expect([status, stderr]).toEqual([0, '']);
    for (const command of commands) expect(stdout).toContain(`  ${command.name} `);
    for (const { meaning } of exitStatuses) expect(stdout).toContain(meaning);
    expect((await run(['--help'])).stdout).toBe(stdout);
  });

  test.each(commands.map((command) => [command.name, command] as const))(
    'of %s names every flag',
    async (name, command) => {
      const { status, stdout, stderr } = await run([name, '--help', '--no-such-flag']);
      expect([status, stderr]).toEqual([0, '']);
      for (const flag of command.flags) expect(stdout).toContain(`  --${flag.name} `);
      for (const setting of command.settings) expect(stdout).toContain(`[${setting.name}`);
      expect((await run(['help', name])).stdout).toBe(stdout);
      expect((await run([name, '-h'])).stdout).toBe(stdout);
    },
  );

  test('of serve names every setting with its default', async () => {
    const { stdout } = await run(['serve', '--help']);
    for (const { flag, placeholder, name, default: value } of settings) {
      expect(stdout).toContain(`  --${flag} ${placeholder} `);
      expect(stdout).toContain(value ? `[${name}, default ${value}]` : `[${name}]`);
    }
  });
});

test.each(['version', '--version'])('%s', async (word) => {
  expect(await run([word])).toEqual({ status: 0, stdout: 'ibid 0.1.0\n', stderr: '' });
});
