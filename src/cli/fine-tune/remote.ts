import { createReadStream } from 'node:fs';
import { NotFoundError, OpenAI } from 'openai';
import type { FineTuningJob } from 'openai/resources/fine-tuning/jobs';
import { UserError } from '../../domain/command.ts';
import { createBoundedFetch } from '../../models/openai/bounded-fetch.ts';
import { judgeFailure } from '../../models/openai/failure.ts';

const RESPONSE_BYTES_MAX = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 60_000;
const UPLOAD_TIMEOUT_MS = 10 * 60_000;
/** Requests that a passing trouble fails are repeated so often. */
const RETRIES_MAX = 3;
/** Among the newest jobs, one of an interrupted `start` is found. */
const JOBS_LOOKED_AT = 50;
/** Stands in the name of the resulting model. */
const SUFFIX = 'hypewire';

/** Statuses in which a job stays. Source: OpenAI API reference, "The fine-tuning job object". */
export const FINAL_STATUSES: readonly string[] = ['succeeded', 'failed', 'cancelled'];

export interface RemoteJob {
  readonly id: string;
  readonly status: string;
  readonly resultModel: string | null;
  readonly problem: string | null;
}

/** The part of OpenAI's API that trains models. Each method throws a UserError when the server refuses or is silent. */
export interface TrainingServer {
  upload(file: string): Promise<string>;
  /** Deletes a file; one that is gone already is no problem. */
  deleteFile(fileId: string): Promise<void>;
  /** The newest job on a training file that is neither failed nor cancelled; null where there is none. */
  jobOn(trainingFileId: string): Promise<RemoteJob | null>;
  start(model: string, trainingFileId: string, validationFileId: string | null): Promise<RemoteJob>;
  job(id: string): Promise<RemoteJob>;
}

export function connectTraining(options: { readonly apiKey: string | null; readonly baseUrl: string }): TrainingServer {
  const { apiKey, baseUrl } = options;
  // Everything is passed on purpose: what is left out the library takes from the environment.
  const client = new OpenAI({
    apiKey: apiKey ?? 'unused',
    baseURL: baseUrl,
    organization: null,
    project: null,
    logLevel: 'off',
    maxRetries: RETRIES_MAX,
    timeout: REQUEST_TIMEOUT_MS,
    fetch: createBoundedFetch(RESPONSE_BYTES_MAX),
  });
  const asked = async <T>(what: string, ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      const { detail } = judgeFailure(error, apiKey);
      throw new UserError(`${what} did not work. ${detail} Nothing is lost: repeat this step.`, { cause: error });
    }
  };
  return {
    upload: (file) =>
      asked('Uploading the examples', async () => {
        const timeout = UPLOAD_TIMEOUT_MS;
        const { id } = await client.files.create({ file: createReadStream(file), purpose: 'fine-tune' }, { timeout });
        return id;
      }),
    deleteFile: (fileId) =>
      asked('Deleting the uploaded examples', async () => {
        try {
          await client.files.delete(fileId);
        } catch (error) {
          if (!(error instanceof NotFoundError)) throw error;
        }
      }),
    jobOn: (trainingFileId) =>
      asked('Asking for jobs', async () => {
        const page = await client.fineTuning.jobs.list({ limit: JOBS_LOOKED_AT });
        const found = page.data.find(
          (job) => job.training_file === trainingFileId && job.status !== 'failed' && job.status !== 'cancelled',
        );
        return found === undefined ? null : ofJob(found);
      }),
    start: (model, trainingFileId, validationFileId) =>
      asked('Starting the training', async () => {
        const files = {
          training_file: trainingFileId,
          ...(validationFileId !== null && { validation_file: validationFileId }),
        };
        // Without retries: a request whose answer was lost may have started a job that costs money.
        return ofJob(await client.fineTuning.jobs.create({ model, suffix: SUFFIX, ...files }, { maxRetries: 0 }));
      }),
    job: (id) => asked('Asking how far it is', async () => ofJob(await client.fineTuning.jobs.retrieve(id))),
  };
}

function ofJob(job: FineTuningJob): RemoteJob {
  return {
    id: job.id,
    status: job.status,
    resultModel: job.fine_tuned_model ?? null,
    problem: job.error?.message ?? null,
  };
}
