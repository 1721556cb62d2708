import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMarkdown } from '../../src/lib/markdown.ts';
import { markdownToHtml } from './discord-markdown.ts';

const now = Date.UTC(2025, 5, 14, 20, 13, 0);
const html = (markdown: string): string => markdownToHtml(markdown, { now });

describe('Discord markdown', () => {
  test.each([
    ['### Funny in **northwind**', '<h3>Funny in <strong>northwind</strong></h3>'],
    ['-# small', '<div class="subtext">small</div>'],
    ['- one', '<div class="bullet">one</div>'],
    ['> said', '<blockquote>said</blockquote>'],
    ['a\n\nb', '<div>a</div>\n<div class="empty"></div>\n<div>b</div>'],
    ['\\*not bold\\*', '<div>*not bold*</div>'],
    ['**a \\*\\* b**', '<div><strong>a ** b</strong></div>'],
    ['`**code**`', '<div><code>**code**</code></div>'],
    ['2 * 3 * 4', '<div>2 <em> 3 </em> 4</div>'],
    ['<script>', '<div>&#60;script&#62;</div>'],
    [`<t:${now / 1000 - 130}:R>`, '<div><span class="time">2 minutes ago</span></div>'],
    [`<t:${now / 1000}:T>`, '<div><span class="time">20:13:00</span></div>'],
    ['[VOD](https://example.org/v)', '<div><a>VOD</a></div>'],
    ['[VOD](javascript:alert(1))', '<div>[VOD](javascript:alert(1))</div>'],
  ])('%j', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  test('no text of others becomes a tag or markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(html(`x${escapeMarkdown(text)}`).replace(/^<div>|<\/div>$/g, '')).not.toMatch(/<[a-z]/i);
      }),
    );
  });
});
