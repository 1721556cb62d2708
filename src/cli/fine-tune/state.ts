import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../../domain/command.ts';

const examplesFile = z.object({ examples: z.int().min(0), sha256: z.string() });
const preparedSchema = z.object({ at: z.number(), training: examplesFile, validation: examplesFile });
const uploadedSchema = z.object({
  /** Of what was sent, so that the same is not sent twice. */
  sha256: z.string(),
  trainingFileId: z.string().min(1),
  validationFileId: z.string().min(1).nullable(),
});
const jobSchema = z.object({
  id: z.string().min(1),
  baseModel: z.string(),
  trainingFileId: z.string(),
  validationFileId: z.string().nullable(),
  status: z.string(),
  /** Null until the job succeeded. */
  resultModel: z.string().nullable(),
  /** Its files are gone from the server. */
  filesDeleted: z.boolean(),
});
const serverSchema = z.object({ uploaded: uploadedSchema.nullable(), job: jobSchema.nullable() });
const fileSchema = z.object({
  v: z.literal(1),
  prepared: preparedSchema.nullable(),
  /** By address: ids mean something at their own server only. */
  servers: z.record(z.string(), serverSchema),
});

export type Prepared = z.infer<typeof preparedSchema>;
export type Job = z.infer<typeof jobSchema>;
/** How far fine-tuning at one server has come. */
export interface FineTuneState extends z.infer<typeof serverSchema> {
  readonly prepared: Prepared | null;
}

const FILE = 'state.json';

/** What an interrupted or earlier run left. @throws UserError when it cannot be read */
export async function readState(folder: string, baseUrl: string): Promise<FineTuneState> {
  const { prepared, servers } = await readFileState(folder);
  return { prepared, ...(servers[baseUrl] ?? { uploaded: null, job: null }) };
}

/** Written beside and moved, so that an interruption leaves the old or the new one. What other servers do stays as it is. */
export async function writeState(folder: string, baseUrl: string, state: FineTuneState): Promise<void> {
  const { prepared, ...server } = state;
  const before = await readFileState(folder);
  const next: z.infer<typeof fileSchema> = { ...before, prepared, servers: { ...before.servers, [baseUrl]: server } };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, FILE);
  await writeFile(`${file}.part`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

async function readFileState(folder: string): Promise<z.infer<typeof fileSchema>> {
  const file = path.join(folder, FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { v: 1, prepared: null, servers: {} };
    }
    throw error;
  }
  const parsed = fileSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new UserError(`${file} cannot be read. Move it away to begin again.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
