import type { EmotePicture } from '../read/answers.ts';

const TWITCH_MOVING = /^(https:\/\/static-cdn\.jtvnw\.net\/emoticons\/v2\/\w+)\/default\//;

/** A picture of the emote that does not move; null where there is none. Twitch has one of each of its own. */
export function stillUrl({ image_url, animated }: Pick<EmotePicture, 'image_url' | 'animated'>): string | null {
  if (TWITCH_MOVING.test(image_url)) return image_url.replace(TWITCH_MOVING, '$1/static/');
  return animated ? null : image_url;
}
