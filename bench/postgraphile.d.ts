/* What is used of it: the project's checks run without the packages of this folder. */
declare module 'postgraphile' {
  import type { Server } from 'node:http';

  export function postgraphile(preset: object): {
    createServ(grafserv: object): { addTo(server: Server): Promise<void> };
  };
}
declare module 'postgraphile/adaptors/pg' {
  export function makePgService(options: { connectionString: string; schemas: string[] }): object;
}
declare module 'postgraphile/grafserv/node' {
  export const grafserv: object;
}
declare module 'postgraphile/presets/amber' {
  export const PostGraphileAmberPreset: object;
}
