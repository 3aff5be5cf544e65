import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LockstepError } from '@lockstep/core';
import { AUDIT_TABLES, type AuditFilter, type AuditTable } from './audit-tables.ts';
import { type AuditFormat, auditText } from './audit-text.ts';
import { type DeploymentChoice, visitDeployment } from './find-deployment.ts';

/** What to export. */
export interface AuditExport extends DeploymentChoice {
  readonly format: AuditFormat;
  readonly filter?: AuditFilter;
  /** One table, written to the file `out`. @defaultValue all of them, each to a file in the folder `out` */
  readonly table?: string;
  readonly out: string;
}

/**
 * Writes audit tables to files, with secrets of the environment masked; returns the paths.
 *
 * @throws LockstepError `DEPLOYMENT_NOT_FOUND`, `OUTPUT_NOT_WRITABLE`, `USAGE` for a table that does not exist
 */
export function exportAudit(options: AuditExport): Promise<string[]> {
  const { table, format, filter = {}, cwd = process.cwd() } = options;
  const names = table === undefined ? Object.keys(AUDIT_TABLES) : [table];
  return visitDeployment(options, async ({ queries }) => {
    const { SecretScrubber, secretsIn } = await import('@lockstep/live/config');
    const scrubber = new SecretScrubber(secretsIn(process.env));
    const written: string[] = [];
    for (const name of names) {
      const file = resolve(cwd, table === undefined ? join(options.out, `${name}.${format}`) : options.out);
      write(file, scrubber.text(auditText(await auditTable(name).read(queries, filter), format)));
      written.push(file);
    }
    return written;
  });
}

/** A table by its name. @throws LockstepError `USAGE` */
export function auditTable(name: string): AuditTable {
  const found = AUDIT_TABLES[name];
  if (found !== undefined) return found;
  throw new LockstepError(
    'USAGE',
    `There is no table ${name}; expected one of ${Object.keys(AUDIT_TABLES).join(', ')}.`,
  );
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LockstepError(
      'OUTPUT_NOT_WRITABLE',
      `${file} cannot be written: ${reason}. Name another place with --out.`,
      {
        details: { file },
        cause,
      },
    );
  }
}
