import { describe, expect, test } from 'vitest';
import { html, type Html } from './html.ts';
import { startPage } from './start-page.ts';

describe('markup', () => {
  test('escapes what is put into it, once', () => {
    const evil = `<script>alert("1")</script>&'`;
    const inner = html`<b title="${evil}">${evil}</b>`;
    expect(html`<p>${inner}${[inner]}${7}</p>`.markup).not.toContain('<script');
    expect(inner.markup).toBe(
      '<b title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</b>',
    );
    expect(html`${inner}`.markup).toBe(inner.markup);
  });

  test('is never taken from plain objects', () => {
    const fake = { markup: '<script>' } as unknown as Html;
    expect(() => html`${fake}`.markup).toThrow();
  });

  test('of pages holds no script and no style of its own', () => {
    expect(startPage()).not.toMatch(/<script|<style|style=|javascript:/i);
  });
});
