import { count } from '../../lib/format.ts';
import { sharedMembers, size } from './members.ts';
import { TERM, type Reaction } from './term.ts';
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
/** Up to here the estimate is as good as a count. */
const EXACT_PEOPLE_MAX = 10;
/** How much stronger a topic must be to take the place of one that is shown, and of the one that leads. */
const HOLD = 1.25;

const REACTING: Readonly<Record<Reaction, { readonly verb: string; readonly at: string }>> = {
  laugh: { verb: 'is laughing', at: 'at' },
  cheer: { verb: 'is cheering', at: 'at' },
  shock: { verb: 'is stunned', at: 'by' },
  tense: { verb: 'is on edge', at: 'about' },
  sad: { verb: 'is sad', at: 'about' },
  love: { verb: 'is sending love', at: 'to' },
  anger: { verb: 'is angry', at: 'about' },
};

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
    const said = `${count(figures.messages)} ${figures.messages === 1 ? 'message' : 'messages'}`;
    return { sentences: [`No single topic: ${said} from ${peopleText(figures.chatters)} ${when}.`], named: [] };
  }
  const about = lead.reaction === null ? null : reasonOf(lead, ranked);
  const first = `Chat ${leadText(lead, about)} — ${peopleText(lead.people)} ${when}.`;
  const used = about === null ? [lead] : [lead, about];
  const others = chooseOthers(ranked, used, HEADLINE_CHARACTERS_MAX - first.length - 1);
  return {
    sentences: others.length === 0 ? [first] : [first, othersSentence(others)],
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
function reasonOf(lead: Topic, ranked: readonly Topic[]): Topic | null {
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
      if (chosen.length >= (must ? NAMED_MAX : OTHERS_MAX) || share < OTHER_SHARE_MIN) continue;
      if (!must && used.some((other) => sharedMembers(topic, other) >= SAID_ALREADY_SHARE * size(topic))) continue;
      if (othersSentence([...chosen, topic]).length <= charactersMax) chosen.push(topic);
    }
  }
  return chosen;
}

function leadText(topic: Topic, about: Topic | null): string {
  const percent = percentText(topic);
  if (topic.reaction !== null) {
    const { verb, at } = REACTING[topic.reaction];
    return `${verb} (${topic.shown}, ${percent})${about === null ? '' : ` ${at} ${quoted(about)}`}`;
  }
  if (topic.kind === TERM.emote) return `is posting ${topic.shown} (${percent})`;
  if (topic.asks) return `is asking about ${quoted(topic)} (${percent})`;
  if (topic.pasted) return `is repeating ${quoted(topic)} (${percent})`;
  return `is ${topic.alone ? 'saying' : 'talking about'} ${quoted(topic)} (${percent})`;
}

/** Topics that are said in the same way share their verb: `mention “a” (9%) and “b” (7%)`. */
function othersSentence(topics: readonly Topic[]): string {
  const byVerb = new Map<string, string[]>();
  for (const topic of topics) {
    const [verb, what] = otherText(topic);
    byVerb.set(verb, [...(byVerb.get(verb) ?? []), `${what} (${percentText(topic)})`]);
  }
  return `Others ${joined([...byVerb].map(([verb, whats]) => `${verb} ${joined(whats)}`))}.`;
}

function otherText(topic: Topic): readonly [verb: string, what: string] {
  if (topic.reaction !== null) return ['react with', topic.shown ?? ''];
  if (topic.kind === TERM.emote) return ['post', topic.shown ?? ''];
  if (topic.asks) return ['ask about', quoted(topic)];
  return [topic.pasted || topic.alone ? 'say' : 'mention', quoted(topic)];
}

function quoted({ shown }: Topic): string {
  return `“${shown ?? ''}”`;
}

function percentText({ bucket }: Topic): string {
  return `${Math.round(bucket.share * 100)}%`;
}

/** `1 person`, `7 people`, `about 85 people`: larger numbers are estimates, and say so. */
export function peopleText(people: number): string {
  if (people === 1) return '1 person';
  if (people <= EXACT_PEOPLE_MAX) return `${people} people`;
  const step = people < 100 ? 5 : people < 1_000 ? 10 : 100;
  return `about ${count(Math.round(people / step) * step)} people`;
}

function spanText(seconds: number): string {
  if (seconds < 55) return seconds < 1.5 ? 'second' : `${Math.round(seconds)} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? 'minute' : `${minutes} minutes`;
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
