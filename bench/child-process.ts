import { spawn } from 'node:child_process';

/** Runs Node with arguments and resolves to what it printed. Rejects when it fails. */
export function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}\n${output}`));
    });
  });
}

/** As `runNode`, for programs whose last line is JSON. */
export async function runJson<T>(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<T> {
  const output = await runNode(args, env);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as T;
}
