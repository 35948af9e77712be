import { once } from 'node:events';
import pg from 'pg';

/** What pg's types leave out of a client: where its connection is, and what the server knows it by. */
interface Session extends pg.PoolClient {
  processID: number;
  secretKey: number;
  sslNegotiation: string;
}

/** And out of a connection. */
interface CancelConnection extends pg.Connection {
  connect(portOrPath: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
}

/**
 * Asks the server to end what a client's connection runs, through a connection of its own that needs no login. Resolves
 * when the server has passed it on to the session: what that runs later is safe from it.
 *
 * pg's own `Client.cancel` does the same, but not through TLS, and warns of itself.
 *
 * @throws where the server does not take it before the signal aborts
 */
export async function requestCancel(client: pg.PoolClient, signal: AbortSignal): Promise<void> {
  const { host, port, ssl, sslNegotiation, processID, secretKey } = client as Session;
  const connection = new pg.Connection({ ssl, sslNegotiation } as pg.ConnectionConfig) as CancelConnection;
  const end = once(connection, 'end');
  // `once` rejects with the first error; others must not end the process.
  connection.on('error', () => {});
  signal.addEventListener('abort', () => connection.stream.destroy(signal.reason as Error), { once: true });
  connection.once('connect', () => {
    if (!ssl) connection.cancel(processID, secretKey);
    else if (sslNegotiation !== 'direct') connection.requestSsl();
  });
  connection.once('sslconnect', () => connection.cancel(processID, secretKey));
  if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`);
  else connection.connect(port, host);
  await end;
}
