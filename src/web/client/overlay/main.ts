/** The page that OBS shows: from the address to everything that can be seen. */
import { socketUrl } from '../connection/connections.ts';
import { openLiveSocket } from '../connection/live-socket.ts';
import { browserTimers } from '../kit/timers.ts';
import { playDemo } from './demo.ts';
import { Director } from './director.ts';
import { loadPicture, Pictures } from './pictures.ts';
import { listenToBuilder } from './preview.ts';
import { readStageFrame } from './read-frame.ts';
import { changeInAddress } from './read-settings.ts';
import { Stage } from './stage.ts';
import './overlay.css';

/** Silence after which a connection is dead; the server answers each ping. */
const SILENCE_MAX_MS = 40_000;
const PING = { message: { command: 'ping' }, everyMs: 15_000 } as const;
/** A server that always names another build makes the page load anew no more often than this. */
const RELOAD_AFTER_MS = 10_000;

function start(): void {
  const query = new URLSearchParams(location.search);
  const isPreview = query.has('preview');
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const pictures = new Pictures({ now: () => performance.now(), load: loadPicture });
  const shared = { timers: browserTimers, random: Math.random };
  const stage = new Stage({ ...shared, root: document.body, pictures, prefersCalm: () => calm.matches });
  const director = new Director({
    stage,
    override: isPreview ? changeInAddress(query) : {},
    build: document.documentElement.dataset['build'] ?? '',
    reload: () => setTimeout(() => location.reload(), Math.max(0, RELOAD_AFTER_MS - performance.now())),
  });

  let stopDemo: (() => void) | null = null;
  const setDemo = (plays: boolean): void => {
    if (plays === (stopDemo !== null)) return;
    stopDemo?.();
    stopDemo = null;
    director.demo(plays);
    if (plays) stopDemo = playDemo({ ...shared, stage });
  };
  setDemo(query.get('demo') === '1');
  if (isPreview)
    listenToBuilder(({ settings, demo }) => {
      director.draft(settings);
      setDemo(demo);
    });

  const socket = openLiveSocket({
    ...shared,
    url: socketUrl(document.baseURI, `../ws/overlay/${location.pathname.split('/').at(-1) ?? ''}`),
    open: (url) => new WebSocket(url),
    heard(data) {
      const frame = readStageFrame(data);
      if (frame !== null) director.heard(frame);
    },
    changed(state) {
      if (state.kind === 'waiting') director.lost();
    },
    ping: PING,
    silenceMaxMs: SILENCE_MAX_MS,
  });
  addEventListener('online', () => socket.retryNow());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) socket.retryNow();
  });
}

start();
