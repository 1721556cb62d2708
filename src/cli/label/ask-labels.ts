import type { StoredMessage } from '../../domain/ports/stores.ts';
import type { LabelCategory } from '../../domain/privacy.ts';
import { CATEGORY_NAMES, countsText, missingText } from '../../lib/label-counts.ts';
import { clip, stripInvisible } from '../../lib/markdown.ts';
import type { LabelsBeside } from '../../storage/labels/beside.ts';

/** Messages read ahead. */
const READ_AHEAD = 48;
const TEXT_CHARACTERS_MAX = 500;
/** Who labelled, in the terminal. */
const LABELLED_BY = 'console';

const CATEGORY_OF_KEY: Readonly<Record<string, LabelCategory>> = { p: 'pos', n: 'neg', m: 'neu' };

export interface Desk {
  readonly labels: LabelsBeside;
  readonly channel: string;
  /** One key at a time, lower case; ends when there are no more. */
  readonly keys: AsyncIterable<string>;
  readonly print: (text: string) => void;
  readonly now: () => number;
}

/** Shows one message after the other until somebody quits or there are no more. @returns how many were labelled */
export async function askLabels({ labels, channel, keys, print, now }: Desk): Promise<number> {
  const skipped = new Set<string>();
  const done: string[] = [];
  const ahead: StoredMessage[] = [];
  const next = async (): Promise<StoredMessage | null> => {
    if (ahead.length === 0) {
      const found = await labels.unlabelled(channel, READ_AHEAD + skipped.size);
      ahead.push(...found.filter(({ id }) => !skipped.has(id)));
    }
    return ahead.shift() ?? null;
  };
  const show = async (): Promise<StoredMessage | null> => {
    const message = await next();
    print(message === null ? `No more messages of ${channel} to label.` : `\n${shown(message)}\n  ${KEYS}`);
    return message;
  };

  let message = await show();
  if (message === null) return 0;
  for await (const key of keys) {
    if (key === 'q') break;
    if (key === 'u') {
      const last = done.pop();
      print(last === undefined ? 'There is nothing to take back.' : 'Taken back.');
      if (last !== undefined) await labels.remove(channel, last);
      continue;
    }
    const category = CATEGORY_OF_KEY[key];
    if (category === undefined && key !== 's') {
      print(`  ${KEYS}`);
      continue;
    }
    skipped.add(message.id);
    if (category !== undefined) {
      const label = await labels.label(channel, message.id, category, LABELLED_BY, now());
      if (label !== null) done.push(message.id);
      print(label === null ? 'That message was taken back meanwhile.' : `  ${CATEGORY_NAMES[category]}`);
    }
    message = await show();
    if (message === null) break;
  }
  print(`\n${await totals(labels, [channel])}`);
  return done.length;
}

const KEYS = 'p positive · n negative · m neutral · s skip · u undo · q quit';

/** "Labels: 12 positive · … 88 positive and … more make 100 of each." */
export async function totals(labels: Pick<LabelsBeside, 'counts'>, channels?: readonly string[]): Promise<string> {
  const counts = await labels.counts(channels);
  const missing = missingText(counts);
  return `Labels: ${countsText(counts)}.${missing === null ? '' : ` ${missing}.`}`;
}

/** What strangers wrote, without anything a terminal would obey. */
function shown({ displayName, text }: StoredMessage): string {
  return `${clip(stripInvisible(displayName), 40)}: ${clip(stripInvisible(text).replace(/\s+/g, ' '), TEXT_CHARACTERS_MAX)}`;
}
