import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exitStatuses } from '../../src/cli/exit-status.ts';
import { loadCommands } from '../../src/cli.ts';
import { errorCodes } from '../../src/errors.ts';
import { settings } from '../../src/settings.ts';
import { formats } from '../../src/read/bytes/sniff.ts';

const commands = await loadCommands();

/** Prettier pads tables. */
const readme = readFileSync('README.md', 'utf8').replace(/(?<=\S) +/g, ' ');

test.each(settings.map((setting) => [setting.name, setting] as const))(
  'the README says what %s is, its flag and its default',
  (name, setting) => {
    const value = setting.default === '' ? '' : `\`${setting.default}\` `;
    expect(readme).toContain(`| \`${name}\` | \`--${setting.flag}\` | ${value}|`);
  },
);

test.each(commands.map((command) => command.name))('the README has the command %s', (name) => {
  expect(readme).toMatch(new RegExp(`^ {4}ibid ${name} `, 'm'));
});

test.each(exitStatuses)('the README has the exit status $status', ({ status, meaning }) => {
  expect(readme).toContain(`| ${status} | ${meaning} |`);
});

test('the README has the formats', () => {
  expect(readme).toContain(`[--format ${formats.join('|')}]`);
});

test('docs/errors.md has the codes of errors, and no others', () => {
  const page = readFileSync('docs/errors.md', 'utf8');
  const listed = Array.from(page.matchAll(/^\| `(\w+)`/gm), ([, code]) => code);
  expect(listed).toEqual([...errorCodes].sort());
});
