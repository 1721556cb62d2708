import type { ChannelName, ChatMessage, ChatRetraction, EpochMs } from '../../domain/chat-event.ts';
import type { HypeEvent } from '../../domain/hype-moment.ts';
import type { Sentiment } from '../../domain/mood.ts';
import type { Overlay, OverlaySettings } from '../../domain/overlay.ts';
import type { EmoteDirectory } from '../../domain/ports/emotes.ts';
import type { LiveView } from '../../domain/ports/live-view.ts';
import type { ChannelControl, LiveListener, WebObserver } from '../../domain/ports/web.ts';
import { hypeEventFrame, type HypeEventFrame } from '../../lib/wire/hype-event.ts';
import type { OverlayFrame } from '../../lib/wire/overlay.ts';
import { CLOSE, type Client } from '../ws/client.ts';
import { textFrame } from '../ws/text-frame.ts';
import { ToldMoments } from '../ws/told-moments.ts';
import type { OverlayLimits } from './limits.ts';
import type { OverlayListener } from './overlays.ts';
import { OverlayRoom } from './overlay-room.ts';
import { Showing } from './showing.ts';

export interface OverlayHubOptions {
  readonly live: Pick<LiveView, 'mood' | 'headline' | 'openMoment'>;
  readonly emotes: Pick<EmoteDirectory, 'find'>;
  readonly channels: Pick<ChannelControl, 'hold' | 'release'>;
  readonly observer: Pick<WebObserver, 'frameSent'>;
  readonly limits: OverlayLimits;
  /** Score a moment must reach to be shown. */
  readonly threshold: number;
  /** Of the page that is handed out now. */
  readonly build: () => string;
  readonly now: () => EpochMs;
}

const HOLDER = 'overlay';
const CLOSINGS = {
  reset: [CLOSE.policy, 'this overlay has another address now'],
  removed: [CLOSE.policy, 'this overlay was deleted'],
  moved: [CLOSE.goingAway, 'this overlay shows another channel now: connect again'],
} as const;

/** What the pages of all overlays are told: never a name or a message of anybody. */
export class OverlayHub
  implements OverlayListener, Pick<LiveListener, 'accepted' | 'retracted' | 'forgotten' | 'hype'>, Disposable
{
  readonly #options: OverlayHubOptions;
  readonly #told: ToldMoments;
  readonly #rooms = new Map<ChannelName, OverlayRoom>();
  readonly #showings = new Map<string, Showing>();
  readonly #showingOf = new Map<Client, Showing>();

  constructor(options: OverlayHubOptions) {
    this.#options = options;
    this.#told = new ToldMoments(options.threshold);
  }

  /** Shows an overlay on a page that just connected. */
  add(client: Client, overlay: Overlay): void {
    const showing = this.#showings.get(overlay.id) ?? new Showing(overlay);
    if (showing.clients.size >= this.#options.limits.socketsPerOverlayMax)
      return client.close(CLOSE.tryAgainLater, 'overlay-full', 'too many pages show this overlay: close one');
    this.#showings.set(overlay.id, showing);
    const room = this.#enter(showing);
    room.refresh([showing]);
    showing.clients.add(client);
    this.#showingOf.set(client, showing);
    client.send(textFrame(JSON.stringify(this.#snapshot(showing))));
  }

  remove(client: Client): void {
    const showing = this.#showingOf.get(client);
    if (showing === undefined) return;
    this.#showingOf.delete(client);
    showing.clients.delete(client);
    if (showing.clients.size > 0) return;
    this.#showings.delete(showing.overlay.id);
    this.#leave(showing);
  }

  edited(overlay: Overlay): void {
    const showing = this.#showings.get(overlay.id);
    if (showing === undefined) return;
    if (showing.overlay.channel !== overlay.channel) return this.#closeAll(overlay.id, 'moved');
    showing.edit(overlay);
    showing.offer('settings', { type: 'overlay_settings', settings: forPages(overlay) });
    this.#rooms.get(overlay.channel)?.refresh([showing]);
  }

  closed(id: string, why: 'reset' | 'removed'): void {
    this.#closeAll(id, why);
  }

  accepted(message: ChatMessage, _sentiment: Sentiment, emotes: readonly string[]): void {
    if (emotes.length > 0) this.#rooms.get(message.channel)?.accepted(message, emotes);
  }

  /** A text is made from many messages, so that none shown may be trusted to rest on nothing that was taken back. */
  retracted({ channel, receivedAt, scope }: ChatRetraction): void {
    this.#sent(this.#rooms.get(channel)?.retract(receivedAt, scope.what === 'everything') ?? 0);
  }

  forgotten(): void {
    for (const room of this.#rooms.values()) this.#sent(room.retract(this.#options.now(), false));
  }

  /** What looks like an attack is not celebrated. */
  hype(event: HypeEvent): void {
    if (event.moment.attack && event.kind !== 'ended') return;
    const phase = this.#told.judge(event);
    if (phase === null) return;
    const frame = hypeEventFrame(event.moment, phase, event.at);
    this.#sent(this.#rooms.get(event.moment.channel)?.tell('hype', frame) ?? 0);
  }

  /** To be called twice a second. */
  publishState(): void {
    for (const room of this.#rooms.values()) if (room.showings.size > 0) this.#sent(room.refresh());
  }

  /** To be called ten times a second: a wall must not need a frame for each message. */
  publishEmotes(): void {
    for (const room of this.#rooms.values()) this.#sent(room.emotes());
  }

  [Symbol.dispose](): void {
    for (const room of this.#rooms.values()) {
      room.keep();
      this.#options.channels.release(room.channel, HOLDER);
    }
    this.#rooms.clear();
  }

  #closeAll(id: string, why: keyof typeof CLOSINGS): void {
    const [code, text] = CLOSINGS[why];
    for (const client of [...(this.#showings.get(id)?.clients ?? [])]) {
      this.remove(client);
      client.close(code, `overlay-${why}`, text);
    }
  }

  #enter(showing: Showing): OverlayRoom {
    const { channel } = showing.overlay;
    let room = this.#rooms.get(channel);
    if (room === undefined) {
      room = new OverlayRoom(channel, this.#options);
      this.#rooms.set(channel, room);
      this.#options.channels.hold(channel, HOLDER);
    }
    room.keep();
    room.showings.add(showing);
    return room;
  }

  #leave(showing: Showing): void {
    const { channel } = showing.overlay;
    const room = this.#rooms.get(channel);
    room?.showings.delete(showing);
    if (room === undefined || room.showings.size > 0) return;
    room.expireAfter(this.#options.limits.roomKeepMs, () => {
      this.#rooms.delete(channel);
      this.#options.channels.release(channel, HOLDER);
    });
  }

  #snapshot({ overlay, shown }: Showing): OverlayFrame {
    const { channel } = overlay;
    const settings = forPages(overlay);
    return {
      type: 'overlay',
      build: this.#options.build(),
      channel,
      settings,
      ...shown,
      moment: this.#moment(channel),
    };
  }

  #moment(channel: ChannelName): HypeEventFrame | null {
    const moment = this.#options.live.openMoment(channel);
    if (moment === null || moment.attack || moment.peakScore < this.#options.threshold) return null;
    return hypeEventFrame(moment, 'started', moment.detectedAt);
  }

  #sent(clients: number): void {
    if (clients > 0) this.#options.observer.frameSent('overlay', clients, 0);
  }
}

/** What is hidden is left out before anything is sent, so that pages need not know it. */
function forPages({ settings }: Overlay): OverlaySettings {
  return { ...settings, hidden: [] };
}
