import { useEffect, useMemo, useRef } from 'react';
import { useApp, useSession } from './kit/session-context.tsx';
import { LookContext } from './kit/look-context.ts';
import { useMedia, useTheme } from './kit/use-theme.ts';
import { OverlayView } from './builder/overlay-view.tsx';
import { BannerSlot } from './parts/banner.tsx';
import { Glyph } from './parts/glyph.tsx';
import { TopBar } from './parts/top-bar.tsx';
import type { View } from './state/route.ts';
import { HealthView } from './views/health.tsx';
import { HistoryView } from './views/history.tsx';
import { LiveView } from './views/live.tsx';
import { RecapView } from './views/recap.tsx';

const VIEWS: Readonly<Record<View, () => React.JSX.Element>> = {
  live: LiveView,
  history: HistoryView,
  recap: RecapView,
  overlay: OverlayView,
  health: HealthView,
};

const TITLES: Readonly<Record<View, string>> = {
  live: 'Live',
  history: 'History',
  recap: 'Recap',
  overlay: 'Overlay',
  health: 'Health',
};

export function App() {
  const theme = useTheme();
  const isStill = useMedia('(prefers-reduced-motion: reduce)');
  const look = useMemo(() => ({ theme: theme.theme, isStill }), [theme.theme, isStill]);
  const view = useApp((state) => state.route.view);
  const channel = useApp((state) => state.watched.channel);
  const main = useRef<HTMLElement>(null);
  const shownBefore = useRef(view);
  useEffect(() => {
    document.title = `${channel === null ? '' : `${channel} · `}${TITLES[view]} · Hypewire`;
  }, [view, channel]);
  useEffect(() => {
    if (shownBefore.current !== view) main.current?.focus();
    shownBefore.current = view;
  }, [view]);
  const Page = VIEWS[view];
  return (
    <LookContext value={look}>
      <div className="shell">
        <a
          className="skip"
          href="#main"
          onClick={(event) => {
            // The address belongs to the pages, so the jump is made by hand.
            event.preventDefault();
            main.current?.focus();
          }}
        >
          Skip to the content
        </a>
        <TopBar theme={theme} />
        <main id="main" ref={main} className={`view ${view}-view`} tabIndex={-1}>
          <BannerSlot />
          <Page />
        </main>
      </div>
      <NoticeBox />
    </LookContext>
  );
}

const NOTICE_MS = 8_000;

/** What happened to something the person asked for. */
function NoticeBox() {
  const { store } = useSession();
  const notice = useApp((state) => state.notice);
  useEffect(() => {
    if (notice === null || notice.tone === 'bad') return;
    const timer = setTimeout(() => store.dispatch({ type: 'noticed', notice: null }), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice, store]);
  return (
    <div role="status">
      {notice !== null && (
        <div className={`notice ${notice.tone}`}>
          <span>{notice.text}</span>
          <button
            type="button"
            className="quiet icon"
            aria-label="Close the message"
            onClick={() => store.dispatch({ type: 'noticed', notice: null })}
          >
            <Glyph name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
