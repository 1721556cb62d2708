import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../../domain/ports/stores.ts';
import { aMoment, aTrack, NOON } from '../../../pipeline/alerting/testing.ts';
import { aWorld, GUILD, textOf } from '../../testing/world.ts';
import { transcriptFile, transcriptText } from './transcript-format.ts';

const MOMENT = aMoment({ id: 'm1', startedAt: NOON, phase: 'ended', endedAt: NOON + 40_000 });

function said(afterMs: number, text: string, displayName = 'Viewer'): StoredMessage {
  const receivedAt = NOON + afterMs;
  return {
    ...{ id: `${afterMs}-${text}`, channel: 'ninja', chatterId: '7', displayName, text },
    // Moments are timed by when chat was received; the platform's clock may be minutes off.
    ...{ receivedAt, sentAt: receivedAt - 300_000, emotes: [], firstEver: false },
  };
}

async function aChat(messages: readonly StoredMessage[], moment = MOMENT) {
  const app = aWorld();
  app.world.now = NOON + 100_000;
  await app.world.tracks.put(aTrack({ guildId: GUILD }));
  app.world.moments.moments.push(moment);
  app.world.messages.messages.push(...messages);
  const transcript = async (canManageServer = false) => {
    const route = { command: 'moment', action: 'transcript', args: ['m1'] };
    const answer = await app.pressRoute(route, { canManageServer });
    expect(answer.how).toBe('ephemeral');
    return answer.reply;
  };
  return { ...app, transcript };
}

describe('the transcript of a moment', () => {
  test('runs from a minute before the reaction to half a minute after its end, timed by the reaction', async () => {
    const { transcript } = await aChat([
      said(-60_001, 'too early'),
      said(-60_000, 'first'),
      said(-2_400, 'here it comes'),
      said(0, 'WHAT'),
      said(65_000, 'calm again'),
      said(70_000, 'too late'),
    ]);
    const reply = await transcript();
    expect(textOf(reply)).toBe(
      [
        '### Chat around the 😂 Funny moment of **ninja**',
        '-# 0:00 is when chat began to react. What moderators deleted is left out.',
        '`-1:00` **Viewer** first',
        '`-0:02` **Viewer** here it comes',
        '`+0:00` **Viewer** WHAT',
        '`+1:05` **Viewer** calm again',
      ].join('\n'),
    );
    expect(reply.files).toBeUndefined();
  });

  test('of a moment that goes on, reaches up to now', async () => {
    const { transcript } = await aChat(
      [said(0, 'WHAT'), said(99_000, 'still going')],
      aMoment({ id: 'm1', startedAt: NOON, endedAt: null }),
    );
    expect(textOf(await transcript())).toContain('`+1:39` **Viewer** still going');
  });

  test('that is long comes as a file, one line a message', async () => {
    const messages = Array.from({ length: 300 }, (_, i) => said(i * 100, `message ${i}`));
    const { transcript } = await aChat(messages);
    const reply = await transcript();
    expect(textOf(reply)).toContain('300 messages.');
    expect(reply.blocks.find((block) => block.kind === 'file')).toEqual({ kind: 'file', file: 'chat-m1.txt' });
    const lines = new TextDecoder().decode(reply.files?.[0]?.bytes).split('\n');
    expect(lines[0]).toBe('ninja, moment m1. 0:00 is 2026-06-01T12:00:00.000Z.');
    expect(lines.slice(2, 4)).toEqual([' +0:00  Viewer: message 0', ' +0:00  Viewer: message 1']);
    expect(lines).toHaveLength(302);
  });

  test('of more messages than are read says so', async () => {
    const { transcript } = await aChat(Array.from({ length: 20_500 }, (_, i) => said(i, 'x')));
    expect(textOf(await transcript())).toContain('The first 20,000 messages; there are more');
  });

  test('says why there is nothing', async () => {
    const { transcript, world } = await aChat([]);
    await expect(transcript()).rejects.toThrow(/deleted by moderators, or not recorded/);
    world.now += 8 * 86_400_000;
    await expect(transcript()).rejects.toThrow(/kept for 7 d, and this moment is older/);
  });

  test('of an attack is for those who run the server', async () => {
    const { transcript, world } = await aChat([said(0, 'bad words')], { ...MOMENT, attack: true });
    await expect(transcript()).rejects.toThrow(/looks like an attack/);
    expect(world.messages.asked).toBe(0);
    expect(textOf(await transcript(true))).toContain('bad words');
  });
});

describe('its text', () => {
  test('is harmless whatever was said', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 30 }), (texts) => {
        const lines = transcriptText(
          MOMENT,
          texts.map((text, i) => said(i, text, text)),
        );
        if (lines === null) return;
        expect(lines.length).toBeLessThanOrEqual(3_000);
        expect(Buffer.byteLength(lines)).toBeLessThanOrEqual(7_500);
        expect(lines.split('\n')).toHaveLength(Math.max(1, texts.length));
        expect(lines).not.toMatch(/@(everyone|here)|(?<!\\)<[@#/:]|https?:\/\//);
      }),
    );
  });

  test('is given up for a file when it is too long in characters or in bytes', () => {
    const many = (text: string) => Array.from({ length: 60 }, (_, i) => said(i, text));
    expect(transcriptText(MOMENT, many('short'))).not.toBeNull();
    expect(transcriptText(MOMENT, many('x'.repeat(60)))).toBeNull();
    expect(transcriptText(MOMENT, many('漢'.repeat(40)))).toBeNull();
  });
});

test('a file holds whole lines within its bound, free of what could steer a terminal', async () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 0, max: 4_000 }), async (spoken, bytesMax) => {
      const { bytes, written } = await transcriptFile(
        MOMENT,
        spoken.map((text, i) => said(i, text, text)),
        bytesMax,
      );
      if (written > 0) expect(bytes.byteLength).toBeLessThanOrEqual(bytesMax);
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(written + 2);
      // eslint-disable-next-line no-control-regex -- what must not come through
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
