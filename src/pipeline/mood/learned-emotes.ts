import type { EpochMs } from '../../domain/chat-event.ts';
import type { LearnedValence } from '../../domain/ports/models.ts';
import { copyString } from '../../lib/irc/copy-string.ts';

/** Emotes of a channel that nobody rated; when full, one that was not used lately makes room. */
const EMOTES_MAX = 128;
const NAME_LENGTH_MAX = 64;
/** A round ends when this many of the 64 seats are taken, or after an hour; what was learned then counts half. */
const SEATS_TAKEN_MAX = 48;
const ROUND_MS = 3_600_000;
/** Least distinct people and least evidence before an emote means anything. One person alone never gathers more than 2. */
const CHATTERS_MIN = 5;
const EVIDENCE_MIN = 3;
/** As much evidence as this is assumed for "means nothing", so that a few uses do not claim much. */
const EVIDENCE_FOR_NOTHING = 4;
/** What an emote can mean at most: a rated one stays the surer word. */
const VALENCE_MAX = 0.8;
const SECOND_CHANCES = 4;

interface Taught {
  sum: number;
  evidence: number;
  /** A bit a chatter, by hash: who was heard in this round. */
  seatsLow: number;
  seatsHigh: number;
  roundSince: EpochMs;
  /** Most distinct chatters heard in one round. */
  chatters: number;
  usedAt: EpochMs;
}

/**
 * What emotes nobody rated mean in this channel, from the company they keep: the mean valence of rated words and emotes
 * in the same messages, shrunk towards nothing.
 *
 * Each chatter is heard once a round on each emote, however often they use it, and a round takes dozens of people or an
 * hour. Teaching it something false takes as many accounts as the emote has users.
 */
export class LearnedEmotes implements LearnedValence {
  #taught: Map<string, Taught> | null = null;

  get size(): number {
    return this.#taught?.size ?? 0;
  }

  valenceOf(emote: string): number | null {
    const known = this.#taught?.get(emote);
    if (known === undefined || known.chatters < CHATTERS_MIN || known.evidence < EVIDENCE_MIN) return null;
    const valence = known.sum / (known.evidence + EVIDENCE_FOR_NOTHING);
    return Math.max(-VALENCE_MAX, Math.min(VALENCE_MAX, valence));
  }

  /**
   * One message used the emote.
   * @param company what else was said, −1 to 1
   * @param evidence how much that says, 0 to 1
   * @param chatter 32-bit hash of who wrote it
   */
  teach(emote: string, company: number, evidence: number, chatter: number, now: EpochMs): void {
    const known = this.#taught?.get(emote) ?? this.#meet(emote, now);
    if (known === null) return;
    known.usedAt = now;
    if (now - known.roundSince >= ROUND_MS || taken(known) >= SEATS_TAKEN_MAX) beginRound(known, now);
    if (!takeSeat(known, chatter)) return;
    known.chatters = Math.max(known.chatters, taken(known));
    known.sum += company * evidence;
    known.evidence += evidence;
  }

  #meet(emote: string, now: EpochMs): Taught | null {
    if (emote.length === 0 || emote.length > NAME_LENGTH_MAX) return null;
    const taught = (this.#taught ??= new Map<string, Taught>());
    if (taught.size >= EMOTES_MAX) dropUnused(taught, now);
    const met = { sum: 0, evidence: 0, seatsLow: 0, seatsHigh: 0, roundSince: now, chatters: 0, usedAt: now };
    taught.set(copyString(emote), met);
    return met;
  }
}

function beginRound(taught: Taught, now: EpochMs): void {
  taught.sum /= 2;
  taught.evidence /= 2;
  taught.seatsLow = 0;
  taught.seatsHigh = 0;
  taught.roundSince = now;
}

/** False where the chatter, or somebody of the same seat, was heard in this round. */
function takeSeat(taught: Taught, chatter: number): boolean {
  const bit = 1 << (chatter & 31);
  if ((chatter & 32) === 0) {
    if ((taught.seatsLow & bit) !== 0) return false;
    taught.seatsLow |= bit;
  } else {
    if ((taught.seatsHigh & bit) !== 0) return false;
    taught.seatsHigh |= bit;
  }
  return true;
}

function taken({ seatsLow, seatsHigh }: Taught): number {
  return bits(seatsLow) + bits(seatsHigh);
}

/** Source: Warren, "Hacker's Delight", population count. */
function bits(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Drops the emote met first, unless it is known and still used: such get a second chance, a few at a time. */
function dropUnused(taught: Map<string, Taught>, now: EpochMs): void {
  let chances = SECOND_CHANCES;
  for (const [name, emote] of taught) {
    taught.delete(name);
    if (chances-- === 0 || emote.evidence < EVIDENCE_MIN || now - emote.usedAt > ROUND_MS) return;
    taught.set(name, emote);
  }
}
