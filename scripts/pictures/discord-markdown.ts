/** The part of Discord's markdown that the bot writes, as HTML. Source: Discord's "Markdown Text 101" and "Message Formatting". */

export interface MarkdownOptions {
  /** The moment at which the picture is taken: relative timestamps count from it. */
  readonly now: number;
}

/** Blocks of text: headings, subtext, quotes, lists and lines. Everything else in `markdown` is text, never HTML. */
export function markdownToHtml(markdown: string, options: MarkdownOptions): string {
  const html: string[] = [];
  for (const line of markdown.split('\n')) {
    const block = BLOCKS.find(({ pattern }) => pattern.test(line));
    const content = inline(block ? line.replace(block.pattern, '') : line, options);
    const tag = block?.tag ?? 'div';
    html.push(
      content === '' && !block
        ? '<div class="empty"></div>'
        : `<${tag}${block?.className ? ` class="${block.className}"` : ''}>${content}</${tag}>`,
    );
  }
  return html.join('\n');
}

const BLOCKS: readonly { readonly pattern: RegExp; readonly tag: string; readonly className?: string }[] = [
  { pattern: /^### /, tag: 'h3' },
  { pattern: /^## /, tag: 'h2' },
  { pattern: /^# /, tag: 'h1' },
  { pattern: /^-# /, tag: 'div', className: 'subtext' },
  { pattern: /^> /, tag: 'blockquote' },
  { pattern: /^[-*] /, tag: 'div', className: 'bullet' },
];

/** Tried in this order at every place, so that an escaped sign is never taken for markup. */
const INLINE: readonly {
  readonly pattern: RegExp;
  readonly html: (match: RegExpExecArray, options: MarkdownOptions) => string;
}[] = [
  { pattern: /^\\([^\p{L}\p{N}\s])/u, html: (match) => escapeHtml(match[1]!) },
  { pattern: /^`([^`\n]+)`/, html: (match) => `<code>${escapeHtml(match[1]!)}</code>` },
  { pattern: /^\*\*((?:\\.|[^\\])+?)\*\*/, html: (match, options) => `<strong>${inline(match[1]!, options)}</strong>` },
  { pattern: /^__((?:\\.|[^\\])+?)__/, html: (match, options) => `<u>${inline(match[1]!, options)}</u>` },
  { pattern: /^~~((?:\\.|[^\\])+?)~~/, html: (match, options) => `<s>${inline(match[1]!, options)}</s>` },
  { pattern: /^\*((?:\\.|[^\\*])+?)\*/, html: (match, options) => `<em>${inline(match[1]!, options)}</em>` },
  {
    pattern: /^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/,
    html: (match, { now }) =>
      `<span class="time">${escapeHtml(timestamp(Number(match[1]) * 1000, match[2] ?? 'f', now))}</span>`,
  },
  { pattern: /^<@\d+>/, html: () => '<span class="mention">@rowan</span>' },
  { pattern: /^<@&\d+>/, html: () => '<span class="mention">@clip team</span>' },
  {
    pattern: /^\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s)]+)\)/,
    html: (match, options) => `<a>${inline(match[1]!, options)}</a>`,
  },
];

function inline(text: string, options: MarkdownOptions): string {
  let html = '';
  for (let rest = text; rest !== '';) {
    const found = INLINE.map(({ pattern, html: render }) => ({ match: pattern.exec(rest), render })).find(
      ({ match }) => match !== null,
    );
    const length = found?.match?.[0].length ?? [...rest][0]!.length;
    html += found?.match ? found.render(found.match, options) : escapeHtml(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return html;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

function timestamp(at: number, style: string, now: number): string {
  if (style === 'R') return relative((at - now) / 1000);
  return new Intl.DateTimeFormat('en-GB', { ...STYLES[style], timeZone: 'UTC' }).format(at);
}

function relative(seconds: number): string {
  const [unit, size] =
    (
      [
        ['day', 86_400],
        ['hour', 3_600],
        ['minute', 60],
      ] as const
    ).find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
