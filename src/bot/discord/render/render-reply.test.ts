import { ComponentType, type APIComponentInContainer, type APIContainerComponent } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandReply, ReplyBlock } from '../../../domain/command.ts';
import { decodeRoute } from '../interactions/custom-id.ts';
import { clipMarkdown, fitChildren, MESSAGE_BUDGET, SHORTENED_NOTE, text } from './budget.ts';
import { renderReply } from './render-reply.ts';

const press = (label: string, action: string, ...args: string[]) =>
  ({ kind: 'press', label, style: 'secondary', route: { command: 'history', action, args } }) as const;

function containerOf(reply: CommandReply): APIContainerComponent {
  return renderReply(reply).components[0] as APIContainerComponent;
}

describe('a reply as a message', () => {
  test('every kind of block', () => {
    const png = new Uint8Array([1, 2, 3]);
    const reply: CommandReply = {
      accent: 0xe69f00,
      files: [
        { name: 'chart one.png', bytes: png },
        { name: 'moments.csv', bytes: png },
        { name: 'unused.csv', bytes: png },
      ],
      blocks: [
        { kind: 'text', markdown: '**Stats**' },
        { kind: 'divider' },
        { kind: 'image', file: 'chart one.png', altText: 'A chart.' },
        { kind: 'file', file: 'moments.csv' },
        {
          kind: 'buttons',
          buttons: [press('Next', 'page', '2'), { kind: 'link', label: 'VOD', url: 'https://www.twitch.tv/videos/1' }],
        },
        {
          kind: 'select',
          route: { command: 'history', action: 'jump', args: [] },
          placeholder: 'Page',
          options: [{ label: 'One', value: '1', selected: true }],
        },
      ],
    };
    const rendered = renderReply(reply);
    expect(rendered.components).toMatchSnapshot();
    expect(rendered.files.map(({ name, altText }) => [name, altText])).toEqual([
      ['chart_one.png', 'A chart.'],
      ['moments.csv', ''],
    ]);
  });

  test('nothing to say is said', () => {
    expect(containerOf({ blocks: [{ kind: 'text', markdown: ' \n' }] }).components).toEqual([text('Nothing to show.')]);
  });

  test('two buttons to one place get distinct ids that lead there', () => {
    const ids = customIds(
      containerOf({ blocks: [{ kind: 'buttons', buttons: [press('◀', 'page', '1'), press('1', 'page', '1')] }] }),
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids.map(decodeRoute)).toEqual([1, 2].map(() => ({ command: 'history', action: 'page', args: ['1'] })));
  });

  test('buttons whose ids would be too long are shown disabled, and do not collide', () => {
    const block: ReplyBlock = { kind: 'buttons', buttons: [press('x', 'page', 'y'.repeat(120))] };
    const container = containerOf({ blocks: [block, block] });
    expect(container.components[0]).toMatchObject({ components: [{ disabled: true }] });
    expect(new Set(customIds(container)).size).toBe(2);
  });

  test('links that Discord refuses and pictures that do not exist are left out', () => {
    const blocks: ReplyBlock[] = [
      { kind: 'buttons', buttons: [{ kind: 'link', label: 'x', url: 'file:///etc/passwd' }] },
      { kind: 'image', file: 'missing.png', altText: '' },
      { kind: 'text', markdown: 'rest' },
    ];
    expect(containerOf({ blocks }).components).toEqual([text('rest')]);
  });

  test('a file that is too large is left out, and the reply says so', () => {
    const reply: CommandReply = {
      blocks: [{ kind: 'file', file: 'big.csv' }],
      files: [{ name: 'big.csv', bytes: new Uint8Array(10 * 1024 * 1024 + 1) }],
    };
    expect(renderReply(reply).files).toEqual([]);
    expect(containerOf(reply).components).toEqual([text('-# One file was too large to attach.')]);
  });

  test('any reply stays within what Discord takes', () => {
    const block: fc.Arbitrary<ReplyBlock> = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), markdown: fc.string({ unit: 'grapheme', maxLength: 3_000 }) }),
      fc.constant({ kind: 'divider' as const }),
      fc.record({
        kind: fc.constant('buttons' as const),
        buttons: fc.array(
          fc.string({ maxLength: 100 }).map((label) => press(label, 'page', label)),
          { maxLength: 12 },
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 60 }), (blocks) => {
        const container = containerOf({ blocks });
        expectWithinLimits(container);
        expect(new Set(customIds(container)).size).toBe(customIds(container).length);
      }),
    );
  });
});

describe('the budget', () => {
  test('what fits is left as it is', () => {
    const children = [text('a'), text('b')];
    expect(fitChildren(children)).toBe(children);
  });

  test('a long text is cut, the buttons after it stay, and a note says so', () => {
    const row: APIComponentInContainer = { type: ComponentType.ActionRow, components: [] };
    const fitted = fitChildren([text('line\n'.repeat(2_000)), text('later'), row]);
    expect(fitted.map((child) => child.type)).toEqual([
      ComponentType.TextDisplay,
      ComponentType.ActionRow,
      ComponentType.TextDisplay,
    ]);
    expect(fitted.at(-1)).toEqual(text(SHORTENED_NOTE));
  });

  test('bytes count, not only characters', () => {
    const [first] = fitChildren([text('漢'.repeat(3_500))]);
    expect(first?.type === ComponentType.TextDisplay && Buffer.byteLength(first.content)).toBeLessThan(
      MESSAGE_BUDGET.bytesMax,
    );
  });

  test.each([
    ['a code block is closed', `\`\`\`\n${'x'.repeat(100)}`, 50, /```…$/],
    ['an escape is not cut in two', `${'\\*'.repeat(50)}`, 37, /\\\*…$/],
    ['an emoji is not cut in two', '😂'.repeat(50), 21, /^(😂)+…$/u],
  ])('%s', (_, markdown, max, expected) => {
    const clipped = clipMarkdown(markdown, max, 10_000);
    expect(clipped.length).toBeLessThanOrEqual(max);
    expect(clipped).toMatch(expected);
  });
});

function customIds(container: APIContainerComponent): string[] {
  return container.components.flatMap((child) =>
    child.type === ComponentType.ActionRow
      ? child.components.flatMap((part) => ('custom_id' in part ? [part.custom_id] : []))
      : [],
  );
}

function expectWithinLimits(container: APIContainerComponent): void {
  const texts = container.components.flatMap((child) =>
    child.type === ComponentType.TextDisplay ? [child.content] : [],
  );
  const components = container.components.reduce(
    (sum, child) => sum + (child.type === ComponentType.ActionRow ? 1 + child.components.length : 1),
    1,
  );
  expect(components).toBeLessThanOrEqual(40);
  expect(texts.join('').length).toBeLessThan(4_000);
  expect(texts.reduce((sum, one) => sum + Buffer.byteLength(one) + 12, 0)).toBeLessThan(9_000);
  expect(texts.every((one) => one.trim() !== '')).toBe(true);
  expect(container.components.length).toBeGreaterThan(0);
}
