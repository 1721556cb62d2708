import { findCandidates, type Candidate } from './candidate.ts';
import { sharedMembers, size } from './members.ts';
import { reactionOf } from './known-words.ts';
import type { IsName } from './name-table.ts';
import { TERM } from './term.ts';
import { describeTopic, type Cluster, type Topic } from './topic.ts';
import type { TokenReader } from './token-reader.ts';
import type { WindowView } from './window-view.ts';

export const TOPICS_MAX = 12;
/** A term goes with a topic when this share of its messages holds the topic's own term. */
const TOGETHER_MIN = 0.6;
/** What this share of the messages say is a topic of its own unless it always comes with another. */
const OWN_SHARE_MIN = 0.2;

/**
 * Sorts what is said into topics: strongest first, each term goes with the topic it mostly comes along with, or begins one
 * of its own. Near-duplicates and pasted texts share their terms, so they end up as one.
 * @param isName whether a term is the name of somebody who writes here
 */
export function findTopics(view: WindowView, reader: TokenReader, isName: IsName): readonly Topic[] {
  const clusters: { anchor: Candidate; others: Candidate[] }[] = [];
  const byReaction = new Map<number, Candidate[]>();
  const candidates = findCandidates(view, reader);
  for (const candidate of candidates) {
    if (candidate.kind !== TERM.reaction) continue;
    const others: Candidate[] = [];
    byReaction.set(candidate.key, others);
    clusters.push({ anchor: candidate, others });
  }
  for (const candidate of candidates) {
    if (candidate.kind === TERM.reaction) continue;
    const faces = byReaction.get(reactionOf(candidate.key));
    const home = faces ?? clusters.find((cluster) => goesWith(candidate, cluster, view))?.others;
    if (home !== undefined) home.push(candidate);
    else if (clusters.length < TOPICS_MAX) clusters.push({ anchor: candidate, others: [] });
  }
  return clusters
    .map((cluster) => describeTopic(cluster, view, reader, isName))
    .sort((a, b) => b.bucket.messages - a.bucket.messages || b.weight - a.weight || a.key - b.key);
}

function goesWith(candidate: Candidate, { anchor }: Cluster, view: WindowView): boolean {
  if (anchor.kind === TERM.reaction) return false;
  const both = sharedMembers(candidate, anchor);
  if (both < TOGETHER_MIN * size(candidate)) return false;
  return both >= TOGETHER_MIN * size(anchor) || candidate.messages < OWN_SHARE_MIN * view.messages;
}
