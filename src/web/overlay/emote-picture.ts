const TWITCH_EMOTE_ID = /^[\w-]{1,100}$/;
/** The smallest picture of providers that have one twice as large under a name known beforehand. */
const SMALLEST = /^(https:\/\/cdn\.(?:7tv\.app|betterttv\.net)\/emote\/[\w-]+\/)1x(\.\w+)?$/;

/** Twitch's own emotes, 56 pixels high; null for what is no id. Source: dev.twitch.tv, "Send & Receive Chat Messages". */
export function twitchPicture(id: string): string | null {
  return TWITCH_EMOTE_ID.test(id) ? `https://static-cdn.jtvnw.net/emoticons/v2/${id}/default/dark/2.0` : null;
}

/** A picture twice as large where the provider is known to have it: a wall shows emotes larger than chat does. */
export function largerPicture(url: string): string {
  return url.replace(SMALLEST, '$12x$2');
}
