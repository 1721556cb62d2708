import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Runs a program of `src/cli` as a person does, in an environment of its own. */
export async function runCli(
  name: 'label' | 'fine-tune',
  args: readonly string[],
  { env, cwd, input = '' }: { readonly env: Record<string, string>; readonly cwd: string; readonly input?: string },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const program = fileURLToPath(new URL(`../../src/cli/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } });
  const code = new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
