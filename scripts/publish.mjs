// Publishes every package whose version the registry does not have yet: packed by pnpm, published by npm with provenance.

import { join } from 'node:path';
import { buildPackages } from './build.mjs';
import { ensureInstalled } from './ensure-install.mjs';
import { packPackages, tarballOf } from './pack.mjs';
import { root, runCommand, runNode } from './run-command.mjs';
import { workspacePackages } from './workspace.mjs';

await ensureInstalled();
process.exitCode = await publishAll();

async function publishAll() {
  for (const prepare of [() => buildPackages({ capture: false }), packPackages]) {
    const { code, output } = await prepare();
    if (code === 0) continue;
    process.stderr.write(output);
    return code;
  }
  for (const entry of workspacePackages()) {
    if (await isPublished(entry)) continue;
    const { code } = await runCommand('npm', ['publish', tarballOf(entry), '--provenance', '--access', 'public']);
    if (code !== 0) return code;
  }
  const changeset = join(root, 'node_modules', '@changesets', 'cli', 'bin.js');
  return (await runNode(changeset, ['tag'])).code;
}

async function isPublished({ name, manifest }) {
  const { code, output } = await runCommand('npm', ['view', `${name}@${manifest.version}`, 'version'], {
    capture: true,
  });
  return code === 0 && output.includes(manifest.version);
}
