import { rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../domain/command.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { LabelsBeside } from '../../storage/labels/beside.ts';
import { prepareFiles, TRAINING_FILE, VALIDATION_FILE } from './prepare.ts';
import { FINAL_STATUSES, type RemoteJob, type TrainingServer } from './remote.ts';
import { readState, writeState, type FineTuneState, type Job, type Prepared } from './state.ts';

/** Training takes minutes to hours. */
const POLL_EVERY_MS = 10_000;

export interface FineTuning {
  readonly labels: () => Promise<LabelsBeside>;
  readonly server: () => TrainingServer;
  readonly folder: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

export async function prepare(context: FineTuning): Promise<Prepared> {
  const { folder, clock, say } = context;
  await using labels = await context.labels();
  const prepared = await prepareFiles(labels, folder, clock.now(), say);
  await update(context, { prepared });
  say(`They stand in ${folder}. Next: npm run -s fine-tune -- upload`);
  return prepared;
}

/** Prepares anew first, so that what somebody took back since is not sent. */
export async function upload(context: FineTuning): Promise<void> {
  const { folder, say } = context;
  const { training, validation } = await prepare(context);
  const sha256 = `${training.sha256} ${validation.sha256}`;
  const { uploaded } = await readState(folder, context.baseUrl);
  if (uploaded?.sha256 === sha256)
    return say('These examples are uploaded already. Next: npm run -s fine-tune -- start');
  const server = context.server();
  const trainingFileId = await server.upload(path.join(folder, TRAINING_FILE));
  const validationFileId = validation.examples === 0 ? null : await server.upload(path.join(folder, VALIDATION_FILE));
  await update(context, { uploaded: { sha256, trainingFileId, validationFileId } });
  say('Uploaded. Next: npm run -s fine-tune -- start --model BASE');
  // What was sent before is of no use any more, unless a job works on it.
  const { job } = await readState(folder, context.baseUrl);
  if (uploaded !== null && (job === null || isFinal(job))) await deleteRemote(context, uploaded);
}

export async function start(context: FineTuning, baseModel: string | null): Promise<void> {
  const { folder, say } = context;
  const { uploaded, job } = await readState(folder, context.baseUrl);
  if (uploaded === null) throw new UserError('Nothing is uploaded yet. First: npm run -s fine-tune -- upload');
  const { trainingFileId, validationFileId } = uploaded;
  if (job?.trainingFileId === trainingFileId && job.status !== 'failed' && job.status !== 'cancelled') {
    return say(`Job ${job.id} was started with these examples already. Next: npm run -s fine-tune -- wait`);
  }
  if (baseModel === null) {
    throw new UserError('Say which model to begin with: --model BASE, one that your server can fine-tune.');
  }
  const server = context.server();
  // One whose answer was lost costs money already.
  const adopted = await server.jobOn(trainingFileId);
  const started = adopted ?? (await server.start(baseModel, trainingFileId, validationFileId));
  await update(context, { job: jobOf(started, { baseModel, trainingFileId, validationFileId }) });
  say(`${adopted === null ? 'Started' : 'Found'} job ${started.id}. Next: npm run -s fine-tune -- wait`);
}

/** @returns the resulting model; null while there is none @throws UserError when the job failed */
export async function status(context: FineTuning): Promise<string | null> {
  const { say } = context;
  const known = await knownJob(context);
  const remote = isFinal(known) ? { ...known, problem: null } : await context.server().job(known.id);
  const job: Job = { ...known, status: remote.status, resultModel: remote.resultModel };
  await update(context, { job });
  say(`Job ${job.id} on ${job.baseModel}: ${job.status}`);
  if (!isFinal(job)) return null;
  await cleanUp(context, job).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    // The model is there all the same.
    say(error.message);
  });
  if (job.status === 'succeeded' && job.resultModel !== null) return job.resultModel;
  const why = remote.problem === null ? '' : `: ${remote.problem}`;
  throw new UserError(
    `The training ${job.status === 'cancelled' ? 'was cancelled' : 'failed'}${why}. Mend that, and begin again with: npm run -s fine-tune -- upload`,
  );
}

/** As {@link status}, until the job ends. */
export async function wait(context: FineTuning, signal: AbortSignal): Promise<string> {
  for (let last = ''; ;) {
    const model = await status({ ...context, say: (line) => void (line !== last && context.say((last = line))) });
    if (model !== null) return model;
    await context.clock.sleep(POLL_EVERY_MS, signal);
  }
}

async function knownJob({ folder, baseUrl }: FineTuning): Promise<Job> {
  const { job } = await readState(folder, baseUrl);
  if (job === null) throw new UserError('No training was started yet. First: npm run -s fine-tune -- start');
  return job;
}

/** What chat said is not left lying about, neither here nor at the server. What fails is done when this step is repeated. */
async function cleanUp(context: FineTuning, job: Job): Promise<void> {
  const { folder, baseUrl } = context;
  if (!job.filesDeleted) {
    await deleteRemote(context, job);
    await update(context, { job: { ...job, filesDeleted: true } });
  }
  const { uploaded } = await readState(folder, baseUrl);
  if (uploaded?.trainingFileId !== job.trainingFileId) return;
  await rm(path.join(folder, TRAINING_FILE), { force: true });
  await rm(path.join(folder, VALIDATION_FILE), { force: true });
  await update(context, { uploaded: null });
}

async function deleteRemote(
  { server }: FineTuning,
  { trainingFileId, validationFileId }: Pick<Job, 'trainingFileId' | 'validationFileId'>,
): Promise<void> {
  await server().deleteFile(trainingFileId);
  if (validationFileId !== null) await server().deleteFile(validationFileId);
}

async function update({ folder, baseUrl }: FineTuning, change: Partial<FineTuneState>): Promise<void> {
  await writeState(folder, baseUrl, { ...(await readState(folder, baseUrl)), ...change });
}

function isFinal({ status: state }: Pick<Job, 'status'>): boolean {
  return FINAL_STATUSES.includes(state);
}

function jobOf(
  { id, status: state, resultModel }: RemoteJob,
  made: Pick<Job, 'baseModel' | 'trainingFileId' | 'validationFileId'>,
): Job {
  return { ...made, id, status: state, resultModel, filesDeleted: false };
}
