// Runs the pinned pnpm, fetched through npm: `node scripts/pnpm.mjs <pnpm arguments>`. Nothing is installed globally.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { isMain, root, runCommand } from './run-command.mjs';

/** The one place that names pnpm's version. */
export const PNPM_VERSION = '12.21.0';

/** npm settings that pnpm does not read from npm's environment, and the names under which pnpm reads them. */
const FORWARDED = {
  registry: 'registry',
  cafile: 'cafile',
  proxy: 'proxy',
  'https-proxy': 'https_proxy',
  noproxy: 'noproxy',
};

/** Settings of a surrounding npm which would make `npm exec` act elsewhere than in this folder. */
const MISLEADING =
  /^npm_config_(global|location|prefix|local_prefix|global_prefix|workspace|workspaces|package|call)$/i;

/** Where Node's C++ headers may lie; with them native packages compile without a download. */
const HEADER_FOLDERS = [dirname(dirname(process.execPath)), '/usr', '/usr/local'];

let preparedEnvironment;

/** Runs pnpm; resolves like `runCommand`. */
export async function runPnpm(args, options = {}) {
  preparedEnvironment ??= await pnpmEnvironment();
  const npm = npmCommand();
  return runCommand(
    npm.command,
    [...npm.args, 'exec', '--yes', '--loglevel=error', `--package=pnpm@${PNPM_VERSION}`, '--', 'pnpm', ...args],
    {
      ...options,
      env: { ...preparedEnvironment, ...options.env },
      shell: npm.shell,
    },
  );
}

function npmCommand() {
  const script = process.env.npm_execpath;
  if (script !== undefined && script.endsWith('npm-cli.js') && existsSync(script)) {
    return { command: process.execPath, args: [script], shell: false };
  }
  return process.platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false };
}

async function pnpmEnvironment() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !MISLEADING.test(name)));
  if (!isWritable(env.HOME)) env.HOME = temporaryHome();
  env.npm_config_update_notifier = 'false';
  const headers = HEADER_FOLDERS.find((folder) => existsSync(join(folder, 'include', 'node', 'node.h')));
  if (headers !== undefined) env.npm_config_nodedir ??= headers;
  const npm = npmCommand();
  const { code, output } = await runCommand(
    npm.command,
    [...npm.args, 'config', 'list', '--json', '--loglevel=silent'],
    {
      cwd: root,
      env,
      capture: true,
      shell: npm.shell,
    },
  );
  if (code !== 0) return env;
  for (const [name, value] of Object.entries(parseSettings(output))) {
    const forwarded = FORWARDED[name];
    if (forwarded !== undefined && typeof value === 'string' && value !== '') env[`pnpm_config_${forwarded}`] ??= value;
  }
  return env;
}

function parseSettings(output) {
  const start = output.indexOf('{');
  const end = output.lastIndexOf('}');
  try {
    return start < 0 ? {} : JSON.parse(output.slice(start, end + 1));
  } catch {
    return {};
  }
}

function isWritable(folder) {
  if (process.platform === 'win32') return true;
  if (folder === undefined || folder === '') return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function temporaryHome() {
  const folder = join(tmpdir(), `lockstep-home-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

if (isMain(import.meta.url)) process.exitCode = (await runPnpm(process.argv.slice(2))).code;
