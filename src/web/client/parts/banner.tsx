import { useEffect, useState } from 'react';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';
import { count, rate } from '../../../lib/format.ts';
import { useApp, useSession } from '../kit/session-context.tsx';
import type { Moment } from '../read/live.ts';
import { BANNER_MS } from '../state/reduce.ts';
import { timeOfDay } from '../text/when.ts';
import { ChannelLink } from './channel-link.tsx';
import { Glyph } from './glyph.tsx';

/** Announces a moment for ten seconds, longer while it is pointed at or holds the focus. Spoken politely. */
export function BannerSlot() {
  const banner = useApp((state) => state.banner);
  return (
    <div className="banner-slot" role="status">
      {banner !== null && <HypeBanner key={banner.moment.id} moment={banner.moment} />}
    </div>
  );
}

function HypeBanner({ moment }: { readonly moment: Moment }) {
  const { store } = useSession();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => store.dispatch({ type: 'banner-closed', id: moment.id }), BANNER_MS);
    return () => clearTimeout(timer);
  }, [isHeld, moment.id, store]);
  const { word, emoji } = CATEGORY_STYLE[moment.category];
  return (
    <div
      className={`banner ${moment.attack ? 'attack' : ''}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="emoji" aria-hidden="true">
        {moment.attack ? '🛡️' : emoji}
      </span>
      <p>
        <strong>
          {moment.attack ? 'Looks like an attack in ' : `${word} in `}
          <ChannelLink channel={moment.channel} />
        </strong>
        <span>
          {rate(moment.velocity)} messages a second, {rate(moment.multiplier)}× usual · {count(moment.unique_chatters)}{' '}
          chatters · {timeOfDay(moment.timestamp)}
        </span>
      </p>
      <button
        type="button"
        className="quiet icon"
        aria-label="Close the announcement"
        onClick={() => store.dispatch({ type: 'banner-closed', id: moment.id })}
      >
        <Glyph name="close" />
      </button>
    </div>
  );
}
