import { useState } from 'react';
import type { EmotePicture } from '../read/answers.ts';
import { useMedia } from '../kit/use-theme.ts';

export interface EmoteProps {
  readonly name: string;
  /** Undefined where nobody knows a picture. */
  readonly picture: EmotePicture | undefined;
  readonly className?: string;
}

/** An emote's picture, or its name where there is none, it does not load, or it moves and movement is unwelcome. */
export function Emote({ name, picture, className = '' }: EmoteProps) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const isStill = useMedia('(prefers-reduced-motion: reduce)');
  if (picture === undefined || failedUrl === picture.image_url || (isStill && picture.animated)) {
    return <bdi>{name}</bdi>;
  }
  return (
    <img
      className={`emote ${className}`}
      src={picture.image_url}
      alt={name}
      title={name}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setFailedUrl(picture.image_url)}
    />
  );
}
