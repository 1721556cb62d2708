import { sharedMembers, size } from './members.ts';
import { TERM } from './term.ts';
import { messagesText, othersPredicate, peopleText, predicate, spanText } from './topic-words.ts';
import { isNameable, type Topic } from './topic.ts';

/** In all: what the shortest place that shows a headline takes. */
export const HEADLINE_CHARACTERS_MAX = 300;
/** What is said less often than this makes no headline. */
const LEAD_SHARE_MIN = 0.06;
const OTHER_SHARE_MIN = 0.05;
const OTHERS_MAX = 2;
/** What this share of the messages say is named, however much else there is to say. */
const MUST_NAME_SHARE = 0.2;
const NAMED_MAX = 5;
/** Share of a topic's messages that hold the reaction too, from which chat reacts to it. */
const ABOUT_SHARE_MIN = 0.5;
/** Share of a weak topic's messages that hold another one, from which it adds nothing to it. */
const SAID_ALREADY_SHARE = 0.8;
/** How much stronger a topic must be to take the place of one that is shown, and of the one that leads. */
const HOLD = 1.15;

export interface WindowFigures {
  readonly messages: number;
  readonly chatters: number;
  /** Length of the window. */
  readonly seconds: number;
}

export interface Wording {
  readonly sentences: readonly string[];
  /** Ids of the buckets that are named, in order. */
  readonly named: readonly string[];
}

/**
 * Puts topics into one or two sentences. Every number is a share or a count of a bucket; every quoted text is what
 * several people wrote.
 * @param before ids named in the sentence that is shown now: their order stays while it is nearly right
 */
export function wordHeadline(topics: readonly Topic[], figures: WindowFigures, before: readonly string[]): Wording {
  const when = `in the last ${spanText(figures.seconds)}`;
  if (figures.messages === 0) return { sentences: [`Chat is quiet: no messages ${when}.`], named: [] };
  const ranked = inStableOrder(topics.filter(isNameable), before);
  const lead = ranked.find(({ bucket }) => bucket.share >= LEAD_SHARE_MIN);
  if (lead === undefined) {
    const said = `${messagesText(figures.messages)} from ${peopleText(figures.chatters)} ${when}`;
    return { sentences: [`No single topic: ${said}.`], named: [] };
  }
  const about = lead.reaction === null ? null : reasonOf(lead, ranked);
  const first = `Chat ${predicate(lead, about, 'now')} — ${peopleText(lead.people)} ${when}.`;
  const used = about === null ? [lead] : [lead, about];
  const others = chooseOthers(ranked, used, HEADLINE_CHARACTERS_MAX - first.length - ' Others .'.length);
  return {
    sentences: others.length === 0 ? [first] : [first, `Others ${othersPredicate(others)}.`],
    named: [...used, ...others].map(({ bucket }) => bucket.id),
  };
}

/** A topic keeps its place while what would take it is not clearly stronger. */
function inStableOrder(topics: readonly Topic[], before: readonly string[]): readonly Topic[] {
  const strength = ({ bucket, weight }: Topic): number => {
    const place = before.indexOf(bucket.id);
    return place < 0 ? weight : weight * (place === 0 ? HOLD * HOLD : HOLD);
  };
  return topics.toSorted((a, b) => strength(b) - strength(a) || a.key - b.key);
}

/** The strongest topic that mostly comes with the reaction. */
export function reasonOf(lead: Topic, ranked: readonly Topic[]): Topic | null {
  const comesWith = (topic: Topic): boolean => sharedMembers(topic, lead) >= ABOUT_SHARE_MIN * size(topic);
  return ranked.find((topic) => topic.reaction === null && topic.kind !== TERM.emote && comesWith(topic)) ?? null;
}

function chooseOthers(ranked: readonly Topic[], used: readonly Topic[], charactersMax: number): readonly Topic[] {
  const chosen: Topic[] = [];
  // What must be named comes first, so that nothing smaller takes its room.
  for (const must of [true, false]) {
    for (const topic of ranked) {
      const { share } = topic.bucket;
      if (used.includes(topic) || chosen.includes(topic) || share >= MUST_NAME_SHARE !== must) continue;
      if ([...used, ...chosen].some((other) => isSaidBy(topic, other))) continue;
      if (chosen.length >= (must ? NAMED_MAX : OTHERS_MAX) || share < OTHER_SHARE_MIN) continue;
      if (!must && used.some((other) => sharedMembers(topic, other) >= SAID_ALREADY_SHARE * size(topic))) continue;
      if (othersPredicate([...chosen, topic]).length <= charactersMax) chosen.push(topic);
    }
  }
  return chosen;
}

/** The words of one stand in the words of the other. */
function isSaidBy(topic: Topic, other: Topic): boolean {
  if (topic.reaction !== null || other.reaction !== null) return false;
  const [inner, outer] = [topic, other].map(({ shown }) => (shown ?? '').toLowerCase());
  // Between words, except in scripts that put nothing between them.
  const edge = topic.kind === TERM.glyphs ? '' : ' ';
  return `${edge}${outer}${edge}`.includes(`${edge}${inner}${edge}`);
}
