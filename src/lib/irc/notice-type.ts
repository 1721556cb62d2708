import type { NoticeType } from '../../domain/chat-event.ts';

interface NoticeKind {
  readonly type: NoticeType;
  /** The `msg-param-*` tag that says how many, without its prefix. */
  readonly countedBy: string | null;
}

const OTHER: NoticeKind = { type: 'other', countedBy: null };

/** Every `msg-id` of USERNOTICE known today; whatever Twitch adds is `other`. */
const KINDS: ReadonlyMap<string, NoticeKind> = new Map([
  ['sub', { type: 'sub', countedBy: 'cumulative-months' }],
  ['resub', { type: 'resub', countedBy: 'cumulative-months' }],
  ['extendsub', { type: 'resub', countedBy: 'cumulative-months' }],
  ['subgift', { type: 'gift', countedBy: null }],
  ['rewardgift', { type: 'gift', countedBy: 'total-reward-count' }],
  ['onetapgiftredeemed', { type: 'gift', countedBy: null }],
  ['submysterygift', { type: 'gift-bomb', countedBy: 'mass-gift-count' }],
  ['giftpaidupgrade', { type: 'gift-upgrade', countedBy: null }],
  ['anongiftpaidupgrade', { type: 'gift-upgrade', countedBy: null }],
  ['primepaidupgrade', { type: 'gift-upgrade', countedBy: null }],
  ['standardpayforward', { type: 'pay-forward', countedBy: null }],
  ['communitypayforward', { type: 'pay-forward', countedBy: null }],
  ['raid', { type: 'raid', countedBy: 'viewerCount' }],
  ['unraid', { type: 'unraid', countedBy: null }],
  ['announcement', { type: 'announcement', countedBy: null }],
  ['viewermilestone', { type: 'watch-streak', countedBy: 'value' }],
  ['modiversary', { type: 'modiversary', countedBy: 'months' }],
  ['bitsbadgetier', { type: 'bits-badge', countedBy: 'threshold' }],
  ['ritual', { type: 'ritual', countedBy: null }],
  ['charitydonation', { type: 'charity', countedBy: null }],
] as const);

/** What a USERNOTICE is, from its `msg-id` (of the original, where it is a shared-chat copy). */
export function noticeKind(platformType: string): NoticeKind {
  return KINDS.get(platformType) ?? OTHER;
}

/** Whole and positive; 1 where the kind has no number or the number makes no sense. */
export function noticeCount(kind: NoticeKind, params: Readonly<Record<string, string>>): number {
  const value = kind.countedBy === null ? Number.NaN : Number(params[`msg-param-${kind.countedBy}`]);
  return Number.isSafeInteger(value) && value > 0 ? value : 1;
}
