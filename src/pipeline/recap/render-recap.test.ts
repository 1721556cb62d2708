import { describe, expect, test } from 'vitest';
import type { CommandReply } from '../../domain/command.ts';
import { aMoment, aStream, NOON } from '../alerting/testing.ts';
import { aMark } from '../marks/testing.ts';
import { composeRecap } from './compose-recap.ts';
import type { RecapInput } from './recap.ts';
import { recapTitle, renderRecap } from './render-recap.ts';
import { aRecapInput, HOUR_MS } from './testing.ts';

const HOSTILE = '@everyone **bold** [x](http://evil.example) <@1> `code`';
const chart = { png: new Uint8Array([1]), name: 'recap.png', altText: 'A chart' };

function textOf(reply: CommandReply): string {
  return reply.blocks.flatMap((block) => (block.kind === 'text' ? [block.markdown] : [])).join('\n');
}

function rendered(input: Partial<RecapInput> = {}): CommandReply {
  return renderRecap(composeRecap(aRecapInput(input)), chart);
}

describe('a recap as a message', () => {
  test('says what, when and how much', () => {
    const text = textOf(rendered({ stream: aStream({ endedAt: NOON + HOUR_MS }) }));
    expect(text).toContain('### Recap: **ninja**\nranked until dawn · Fortnite');
    expect(text).toContain(', 2 h 0 min');
    expect(text).toContain('**41,203 messages** · up to 812 chatters a minute · 55 msg/s at most');
    expect(text).toContain('Busiest minute: 912 messages at 1:00:00');
    expect(text).toContain('**Top emotes** KEKW ×41');
  });

  test('lists the best with time, verdict and note', () => {
    const moments = [aMoment({ id: 'm1', streamId: 's1' }), aMoment({ id: 'm2', attack: true })];
    const text = textOf(
      rendered({
        moments,
        votes: new Map([['m1', { clip: 3, not: 1, duplicate: 0 }]]),
        marks: [aMark({ momentId: 'm1' }), aMark({ at: NOON + 600_000, note: '' })],
        alerted: new Set(['m1']),
      }),
    );
    expect(text).toContain('**Best moments** (1 moment, 1 alert, 1 of 1 voted worth a clip)');
    expect(text).toMatch(
      /^1\. \[59:25\]\(\S+\?t=59m25s\) 😂 \*\*Funny\*\* 4\.2× usual · 3 clip it, 1 not it · “what a save”$/m,
    );
    expect(text).toContain('1 burst looked like an attack and is left out.');
    expect(text).toMatch(/^- \[1:09:30\]\(\S+\) \*no note\*$/m);
  });

  test('offers chapters to paste, at least three and ten seconds apart', () => {
    const at = (id: string, seconds: number) => aMoment({ id, streamId: 's1', startedAt: NOON + seconds * 1_000 });
    const moments = [at('m1', 60), at('m2', 64), at('m3', 600)];
    const marks = [aMark({ at: NOON + 1_800_000, note: '```evil``` note' })];
    const text = textOf(rendered({ moments, marks }));
    expect(text).toMatch(
      /\*\*Chapters\*\*\n```\n0:00 Start\n[\d:]+ Funny [^\n]+\n[\d:]+ Funny [^\n]+\n[\d:]+ evil note\n```/,
    );
    expect(textOf(rendered({ moments: [at('m1', 60)], marks: [] }))).not.toContain('Chapters');
  });

  test('a running stream is told as running, a silent one as silent', () => {
    expect(textOf(rendered({ stream: aStream() }))).toMatch(/^### So far: [^]*, live for \S+ \w+$/m);
    const silent = aRecapInput().summary;
    const text = textOf(rendered({ summary: { ...silent, messages: 0 } }));
    expect(text).toContain('Chat was not read');
    expect(text).toContain('**No hype moments**');
  });

  test('nothing that others wrote formats, mentions or links', () => {
    const text = textOf(
      rendered({
        stream: aStream({ title: HOSTILE, category: HOSTILE, vodId: null }),
        moments: [aMoment({ id: 'm1' })],
        marks: [aMark({ momentId: 'm1', note: HOSTILE }), aMark({ at: NOON + 600_000, note: HOSTILE })],
      }),
    );
    expect(text).not.toMatch(/@everyone|\*\*bold|\]\(http|<@1>|(?<!\\)`code|evil\.example/);
  });

  test('goes without a picture where there is none', () => {
    const { blocks, files } = renderRecap(composeRecap(aRecapInput()), null);
    expect(blocks.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'buttons']);
    expect(files).toEqual([]);
    expect(rendered().blocks.map(({ kind }) => kind)).toContain('image');
  });

  test('has a bounded title', () => {
    expect(recapTitle({ channel: 'ninja', title: ' ' })).toBe('Recap of ninja');
    expect(recapTitle({ channel: 'ninja', title: 'x'.repeat(200) })).toHaveLength(100);
  });
});
