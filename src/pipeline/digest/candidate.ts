import { addMember, size } from './members.ts';
import { estimatePeople, TERM_PEOPLE_WORDS } from './people.ts';
import { TERM } from './term.ts';
import type { TokenReader } from './token-reader.ts';
import type { WindowView } from './window-view.ts';

/** Fewer people than this are no topic: what one person says again and again never becomes one. */
export const PEOPLE_MIN = 3;
/** Share of the window's messages below which a term is not looked at. */
const SHARE_MIN = 0.02;
const CANDIDATES_MAX = 48;
/** Added to both shares before they are compared, so that what was never said before is not infinitely new. */
const USUAL_ADDED = 0.03;
const NOVELTY_MAX = 2;

/** A term that several people used, and the kept messages that hold it. */
export interface Candidate {
  readonly key: number;
  /** What most people use it as. */
  kind: number;
  readonly messages: number;
  /** Distinct people, estimated. */
  readonly people: number;
  readonly feeling: number;
  /** What it is ranked by: people, more where the term is new here. */
  readonly weight: number;
  /** One bit a kept message of the window. */
  readonly members: Uint32Array;
  /** The kept message and the place in it where the term was first seen; −1 where no kept message holds it. */
  firstSample: number;
  firstStart: number;
  firstEnd: number;
}

/** The terms that may be topics, strongest first. */
export function findCandidates(view: WindowView, reader: TokenReader): readonly Candidate[] {
  const found = collect(view);
  const byKey = new Map(found.map((candidate) => [candidate.key, candidate]));
  const asEmote = new Map<Candidate, number>();
  view.samples.forEach(({ text, emotes, words }, sample) => {
    reader.read(text, emotes, words);
    for (let i = 0; i < reader.terms; i++) {
      const candidate = byKey.get(reader.termKeys[i]!);
      if (candidate === undefined) continue;
      addMember(candidate, sample);
      if (reader.termKinds[i] === TERM.emote) asEmote.set(candidate, (asEmote.get(candidate) ?? 0) + 1);
    }
    for (let i = 0; i < reader.tokens; i++) {
      const candidate = byKey.get(reader.keys[i]!);
      if (candidate === undefined || candidate.firstSample >= 0) continue;
      candidate.firstSample = sample;
      candidate.firstStart = reader.starts[i]!;
      candidate.firstEnd = reader.ends[i]!;
    }
  });
  for (const [candidate, uses] of asEmote) candidate.kind = uses * 2 > size(candidate) ? TERM.emote : TERM.word;
  // What no kept message holds cannot be shown: nobody could say what it is.
  return found.filter((candidate) => size(candidate) > 0);
}

function collect(view: WindowView): Candidate[] {
  const { table, messages } = view;
  const words = Math.ceil(view.samples.length / 32);
  const leastMessages = Math.max(PEOPLE_MIN, Math.ceil(messages * SHARE_MIN));
  const found: Candidate[] = [];
  for (const slot of table.slots()) {
    const count = table.count(slot);
    if (count < leastMessages) continue;
    const set = table.people(slot);
    if (set < PEOPLE_MIN) continue;
    const key = table.key(slot);
    const people = Math.min(count, estimatePeople(set, TERM_PEOPLE_WORDS * 32));
    const usual = view.usualShare(key);
    const novelty = usual === null ? 1 : (count / messages + USUAL_ADDED) / (usual + USUAL_ADDED);
    const weight = people * Math.min(NOVELTY_MAX, Math.max(1 / NOVELTY_MAX, Math.sqrt(novelty)));
    const members = new Uint32Array(words);
    const place = { firstSample: -1, firstStart: 0, firstEnd: 0 };
    const [kind, feeling] = [table.kind(slot), table.feeling(slot)];
    found.push({ key, kind, messages: count, people, feeling, weight, members, ...place });
  }
  return found.sort((a, b) => b.weight - a.weight || a.key - b.key).slice(0, CANDIDATES_MAX);
}
