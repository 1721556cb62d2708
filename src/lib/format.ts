/** `1h23m45s`, as in Twitch VOD links; leading zero parts are left out, and 0 is `0s`. */
export function vodOffset(totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = seconds % 60;
  return `${h > 0 ? `${h}h` : ''}${h > 0 || m > 0 ? `${m}m` : ''}${s}s`;
}

/** Deep link into a VOD. `offsetSeconds` is clamped at 0. */
export function vodUrl(vodId: string, offsetSeconds: number): string {
  return `https://www.twitch.tv/videos/${encodeURIComponent(vodId)}?t=${vodOffset(offsetSeconds)}`;
}

/** `1:23:45` or `2:05`. */
export function clockTime(totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  return h > 0 ? `${h}:${two(m)}:${two(seconds % 60)}` : `${m}:${two(seconds % 60)}`;
}

/** Rounded to what a reader needs: one decimal below 10, none above. */
export function rate(value: number): string {
  return value < 9.95 ? value.toFixed(1) : String(Math.round(value));
}

/** `12,345` */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `1 moment`, `12,345 moments`; `nouns` where the plural is not the noun with an s. */
export function plural(amount: number, noun: string, nouns = `${noun}s`): string {
  return `${count(amount)} ${amount === 1 ? noun : nouns}`;
}

/** `42%`. @param share 0 to 1 */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** `+0.42`, `−0.10`, `0.00`; with the minus sign that people read. */
export function signed(score: number): string {
  const text = Math.abs(score).toFixed(2);
  if (Number(text) === 0) return text;
  return `${score < 0 ? '−' : '+'}${text}`;
}

/** ISO 8601 UTC with milliseconds. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** Discord shows this in each reader's own zone; `R` is relative ("3 minutes ago"). Discord takes whole seconds. */
export function discordTime(at: number, style: 't' | 'T' | 'd' | 'D' | 'f' | 'F' | 'R' = 'f'): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}
