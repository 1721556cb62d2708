import { useApp } from '../kit/session-context.tsx';
import type { ThemeControl } from '../kit/use-theme.ts';
import { routeHash, type View } from '../state/route.ts';
import { Glyph, type GlyphName } from './glyph.tsx';
import { LinkStatus } from './link-status.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

/** Pages of the dashboard, in the order of the navigation. */
const PAGES: readonly { readonly view: View; readonly name: string; readonly glyph: GlyphName }[] = [
  { view: 'live', name: 'Live', glyph: 'live' },
  { view: 'history', name: 'History', glyph: 'history' },
  { view: 'recap', name: 'Recap', glyph: 'recap' },
  { view: 'overlay', name: 'Overlay', glyph: 'overlay' },
  { view: 'health', name: 'Health', glyph: 'health' },
];

export function TopBar({ theme }: { readonly theme: ThemeControl }) {
  const route = useApp((state) => state.route);
  return (
    <header className="top">
      <a className="brand" href="#/live">
        <svg className="glyph" viewBox="3 4 18 17" aria-hidden="true">
          <path d="M3 13h4l2.5-8 5 15 3-9 1.5 2H21" />
        </svg>
        Hypewire
      </a>
      <nav className="nav" aria-label="Pages">
        {PAGES.map(({ view, name, glyph }) => (
          <a
            key={view}
            href={routeHash({ view, channel: route.channel })}
            aria-current={route.view === view ? 'page' : undefined}
          >
            <Glyph name={glyph} />
            {name}
          </a>
        ))}
      </nav>
      <LinkStatus />
      <ThemeToggle {...theme} />
    </header>
  );
}
