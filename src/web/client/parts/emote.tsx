import { useLook } from '../kit/look-context.ts';
import { useApp, useSession } from '../kit/session-context.tsx';
import type { EmotePicture } from '../read/answers.ts';
import { stillUrl } from '../text/still-url.ts';

export interface EmoteProps {
  readonly name: string;
  /** Undefined where nobody knows a picture. */
  readonly picture: EmotePicture | undefined;
  readonly className?: string;
  /** Shown instead of the name; for places where the name stands anyway. */
  readonly fallback?: null;
}

/** An emote's picture, or its name where there is none, it does not load, or it moves and movement is unwelcome. */
export function Emote({ name, picture, className = '', fallback }: EmoteProps) {
  const { store } = useSession();
  const { isStill } = useLook();
  const url = picture === undefined ? null : isStill ? stillUrl(picture) : picture.image_url;
  const hasFailed = useApp((state) => url !== null && state.failedPictures.has(url));
  if (url === null || hasFailed) return fallback === null ? null : <bdi>{name}</bdi>;
  return (
    <img
      className={`emote ${className}`}
      src={url}
      alt={name}
      title={name}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => store.dispatch({ type: 'picture-failed', url })}
    />
  );
}
