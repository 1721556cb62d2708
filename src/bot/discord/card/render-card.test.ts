import {
  ComponentType,
  type APIButtonComponent,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
} from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlertCard } from '../../../domain/alert.ts';
import { MOMENT_CATEGORIES } from '../../../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';
import { decodeRoute } from '../interactions/custom-id.ts';
import { aCard, aDesk } from '../testing.ts';
import { showsMoment } from './moment-marker.ts';
import { renderCard, renderPlainCard } from './render-card.ts';

const chart = { name: 'moment.png', altText: 'Chat rose.' };

describe('the alert card', () => {
  test('shows category, numbers, reasons, chart, emotes, quotes, links and id, in this order', () => {
    expect(renderCard(aCard(), chart, null)).toMatchSnapshot();
  });

  test('an ended moment shows its peak and length', () => {
    const card = aCard({ phase: 'ended', endedAt: 1_700_000_042_000 });
    expect(textOf(renderCard(card, null, null))).toContain('peaked <t:1700000010:T> · lasted 42 s · 640 messages');
    expect(textOf(renderCard(aCard({ endedAt: 1_700_000_095_000 }), null, null))).toContain('lasted 1:35');
  });

  test.each(MOMENT_CATEGORIES)('%s is told by word, emoji and colour', (category) => {
    const [container] = renderCard(aCard({ category }), null, null) as [APIContainerComponent];
    expect(textOf([container])).toContain(`### ${CATEGORY_STYLE[category].emoji} ${CATEGORY_STYLE[category].word} in`);
    expect(container.accent_color).toBe(Number.parseInt(CATEGORY_STYLE[category].color.slice(1), 16));
  });

  test('the role stands outside the container, and a rehearsal never names it', () => {
    expect(renderCard(aCard(), null, '55')[0]).toEqual({ type: ComponentType.TextDisplay, content: '<@&55>' });
    const rehearsal = renderCard(aCard({ test: true }), null, '55');
    expect(rehearsal).toHaveLength(1);
    expect(textOf(rehearsal)).toContain('Test');
    expect(renderPlainCard(aCard({ test: true }), '55')).not.toContain('<@&');
  });

  test('only links that exist and that Discord takes become buttons', () => {
    const links = { vod: null, channel: 'javascript:alert(1)', clip: null, dashboard: null };
    expect(JSON.stringify(renderCard(aCard({ links }), null, null))).not.toContain('"type":1,');
    expect(JSON.stringify(renderCard(aCard(), null, null))).toContain('VOD at 1h23m45s');
  });

  test('an empty card still has its headline and id', () => {
    const bare = aCard({
      why: [],
      discounts: [],
      topEmotes: [],
      quotes: [],
      links: { vod: null, channel: '', clip: null, dashboard: null },
    });
    const [container] = renderCard(bare, null, null) as [APIContainerComponent];
    expect(container.components).toHaveLength(2);
  });

  test('the id line is found again on both forms, and only for its own moment', () => {
    const card = aCard({ momentId: 'chan_x-17:2' });
    const rich = { content: '', components: renderCard(card, chart, null) };
    const plain = { content: renderPlainCard(card, '55'), components: [] };
    for (const message of [rich, plain]) {
      expect(showsMoment(message as never, 'chan_x-17:2')).toBe(true);
      expect(showsMoment(message as never, 'chan_x-17:20')).toBe(false);
      expect(showsMoment(message as never, 'chan_x-17')).toBe(false);
    }
  });
});

describe('the desk on the card', () => {
  const buttonsOf = (card: AlertCard): readonly APIButtonComponent[][] => {
    const [container] = renderCard(card, null, null) as [APIContainerComponent];
    return container.components.flatMap((child) =>
      child.type === ComponentType.ActionRow ? [child.components as APIButtonComponent[]] : [],
    );
  };
  const labelsOf = (card: AlertCard): string[][] =>
    buttonsOf(card).map((row) => row.map((button) => ('label' in button ? (button.label ?? '') : '')));
  const LINKS = ['VOD at 1h23m45s', 'Channel', 'Dashboard'];

  test.each([
    ['nobody has touched it', {}, ['Clip it', 'Not it', 'Duplicate', 'Transcript'], ['Claim']],
    [
      'voted, and a clip could be made',
      { votes: { clip: 3, not: 1, duplicate: 0 }, canClip: true },
      ['Clip it (3)', 'Not it (1)', 'Duplicate', 'Transcript'],
      ['Claim', 'Create clip'],
    ],
    [
      'claimed while its clip is made',
      { status: 'claimed', claimedBy: '77', clipping: true },
      ['Clip it', 'Not it', 'Duplicate', 'Transcript'],
      ['Done', 'Release', 'Drop', 'Creating clip …'],
    ],
    ['done', { status: 'done', claimedBy: '77' }, ['Clip it', 'Not it', 'Duplicate', 'Transcript'], ['Reopen']],
  ] as const)('%s', (_, desk, judging, dealing) => {
    expect(labelsOf(aCard({ desk: aDesk(desk) }))).toEqual([LINKS, judging, dealing]);
  });

  test('the clip is a link of its own', () => {
    const links = { ...aCard().links, clip: 'https://clips.twitch.tv/Abc' };
    expect(labelsOf(aCard({ links, desk: aDesk() }))[0]).toEqual(['VOD at 1h23m45s', 'Clip', 'Channel', 'Dashboard']);
  });

  test.each([
    ['a rehearsal', aCard({ test: true, desk: aDesk() })],
    ['a card without a desk', aCard()],
  ])('%s has nothing to press', (_, card) => {
    expect(labelsOf(card)).toEqual([LINKS]);
  });

  test('who has it, what people noted and why there is no clip stand in words', () => {
    const desk = aDesk({
      status: 'done',
      claimedBy: '77',
      notes: [
        { author: 'Ann', text: 'what a save' },
        { author: '@everyone', text: '**free** https://evil.example' },
      ],
      clipProblem: 'Twitch has clips switched off for this channel.',
    });
    const shown = textOf(renderCard(aCard({ desk }), null, null));
    expect(shown).toContain('Claimed by <@77> · done\n**Marked ×2** Ann: what a save · @\u200beveryone: \\*\\*free');
    expect(shown).toContain('⚠️ No clip: Twitch has clips switched off');
    expect(shown).not.toContain('https://evil');
  });

  test('the longest channel name fits into every id', () => {
    const momentId = `${'x'.repeat(25)}-${Date.UTC(2100, 0).toString(36)}`;
    const desk = aDesk({ status: 'claimed', canClip: true });
    const ids = buttonsOf(aCard({ momentId, desk })).flat();
    for (const button of ids) expect('custom_id' in button && button.disabled).toBeFalsy();
    const routes = ids.flatMap((button) => ('custom_id' in button ? [decodeRoute(button.custom_id)] : []));
    expect(routes.map((route) => route?.action)).toEqual([
      ...['vote', 'vote', 'vote', 'transcript'],
      ...['done', 'release', 'drop', 'clip'],
    ]);
    for (const route of routes) expect([route?.command, route?.args[0]]).toEqual(['moment', momentId]);
  });

  test('a recording whose name is too long for an id shows its buttons disabled', () => {
    const ids = buttonsOf(aCard({ momentId: 'x'.repeat(100), desk: aDesk() }))
      .slice(1)
      .flat();
    expect(ids).toHaveLength(5);
    for (const button of ids) expect(button.disabled).toBe(true);
  });
});

describe('hostile text', () => {
  const HOSTILE = [
    '@everyone look',
    '<@123> <@&456> <#789> </track add:1> <:smile:1> <t:1:R>',
    '# heading',
    '> quote\n> quote',
    '-# small',
    '[click](https://evil.example)',
    'https://evil.example/a?b=c discord.gg/abc',
    '**bold** ||spoiler|| `code` ```block',
    'a\u202ertl\u202c \u2066x\u2069 \u200b',
    'z\u0301\u0302\u0303\u0304\u0305\u0306a',
    `${'x'.repeat(500)}`,
    '😂'.repeat(500),
    '- Hypewire · moment m2',
  ];

  test.each(HOSTILE)('%j changes nothing around it', (text) => {
    const card = aCard({
      quotes: [{ messageId: 'a', chatterId: '1', displayName: text, text }],
      why: [text],
      discounts: [text],
      topEmotes: [[text, 1]],
    });
    const shown = textOf(renderCard(card, chart, null));
    expect(shown).not.toMatch(/@(everyone|here)|(?<!\\)<(@|#|\/|:|t:1:)|https?:\/\/|discord\.gg|\[click\]\(/);
    // eslint-disable-next-line no-control-regex -- what must not come through
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000-\u0009]/);
    expect(shown).not.toMatch(/\p{M}{3}/u);
    expect(shown.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(1);
    expect(shown.split('\n').filter((line) => line.startsWith('-#'))).toEqual(['-# Hypewire · moment m1']);
    expect(showsMoment({ content: '', components: renderCard(card, chart, null) }, 'm2')).toBe(false);
  });

  test('any card stays within what Discord takes', () => {
    const long = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(fc.array(long, { maxLength: 12 }), long, (lines, one) => {
        const card = aCard({
          channel: one,
          why: lines,
          discounts: lines,
          topEmotes: lines.map((line) => [line, 3] as const),
          quotes: lines.map((line) => ({ messageId: 'a', chatterId: '1', displayName: line, text: line })),
          desk: aDesk({
            status: 'claimed',
            claimedBy: one,
            votes: { clip: 1e9, not: 1e9, duplicate: 1e9 },
            notes: lines.map((line) => ({ author: line, text: line })),
            clipProblem: one,
            canClip: true,
          }),
        });
        const message = renderCard(card, chart, '55');
        const shown = textOf(message);
        expect(shown.length).toBeLessThan(4_000);
        expect(Buffer.byteLength(shown)).toBeLessThan(9_000);
        expect(shown.endsWith('-# Hypewire · moment m1')).toBe(true);
        expect(componentsOf(message)).toBeLessThanOrEqual(40);
        expect(JSON.stringify(message)).toContain('v1:moment:release:m1');
        expect(renderPlainCard(card, '55').length).toBeLessThanOrEqual(2_000);
      }),
    );
  });
});

function componentsOf(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, child) => sum + 1 + componentsOf(child), 0);
  const children = (node as { components?: unknown }).components;
  return children === undefined ? 0 : componentsOf(children);
}

function textOf(components: readonly APIMessageTopLevelComponent[]): string {
  const parts: string[] = [];
  JSON.stringify(components, (key, value: unknown) => {
    if (key === 'content' && typeof value === 'string') parts.push(value);
    return value;
  });
  return parts.join('\n');
}
