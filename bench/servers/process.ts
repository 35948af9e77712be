import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the bench hands to a server by its environment. */
export function requireSetting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** Listens on a free port and says so on standard output, for the bench to read. */
export function tellAddress(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`answers at http://127.0.0.1:${port}/\n`);
  });
}
