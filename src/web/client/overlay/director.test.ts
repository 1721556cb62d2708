import { expect, test } from 'vitest';
import { OVERLAY_DEFAULTS, type OverlaySettings } from '../../../domain/overlay.ts';
import { Director, type DirectorOptions } from './director.ts';
import type { SnapshotFrame, StageFrame } from './read-frame.ts';

const MOOD = { type: 'mood', mood: 'joy', score: 0.5, confidence: 0.8, color: '#cb9e01' } as const;
const HEADLINE = { type: 'headline', sentences: ['One.'], sentiment: 0, confidence: 0.5 } as const;
const SNAPSHOT: SnapshotFrame = {
  type: 'overlay',
  build: 'b1',
  settings: OVERLAY_DEFAULTS,
  mood: MOOD,
  headline: HEADLINE,
};

class FakeStage {
  settings: OverlaySettings = OVERLAY_DEFAULTS;
  isVisible = false;
  shown: StageFrame[] = [];
  apply(settings: OverlaySettings): void {
    this.settings = settings;
  }
  show(frame: StageFrame): void {
    this.shown.push(frame);
  }
  clear(): void {
    this.shown = [];
  }
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
  }
}

function direct(options: Partial<DirectorOptions> = {}) {
  const stage = new FakeStage();
  let reloads = 0;
  const director = new Director({ stage, override: {}, build: 'b1', reload: () => reloads++, ...options });
  return { stage, director, reloads: () => reloads };
}

test('shows nothing before the first frame, everything after it, and nothing once the connection is lost', () => {
  const { stage, director } = direct();
  expect(stage.isVisible).toBe(false);
  director.heard(SNAPSHOT);
  expect(stage).toMatchObject({ isVisible: true, shown: [MOOD, HEADLINE] });
  director.lost();
  expect(stage.isVisible).toBe(false);
  director.heard({ ...SNAPSHOT, headline: null });
  expect(stage).toMatchObject({ isVisible: true, shown: [MOOD] });
});

test('a draft weighs more than what is stored, and the address more than both', () => {
  const { stage, director } = direct({ override: { theme: 'light', widgets: { burst: false } } });
  director.heard({ ...SNAPSHOT, settings: { ...OVERLAY_DEFAULTS, scale: 2, theme: 'dark' } });
  expect(stage.settings).toMatchObject({ scale: 2, theme: 'light', widgets: { burst: false, mood: true } });
  director.draft({ ...OVERLAY_DEFAULTS, scale: 3 });
  director.heard({ type: 'overlay_settings', settings: { ...OVERLAY_DEFAULTS, scale: 1.5 } });
  expect(stage.settings).toMatchObject({ scale: 3, theme: 'light' });
  director.draft(null);
  expect(stage.settings.scale).toBe(1.5);
});

test('a demo plays with or without a connection, and what really happens comes back after it', () => {
  const { stage, director } = direct();
  director.demo(true);
  expect(stage.isVisible).toBe(true);
  director.heard(SNAPSHOT);
  director.heard({ ...MOOD, mood: 'sad' });
  expect(stage.shown).toEqual([]);
  director.lost();
  expect(stage.isVisible).toBe(true);
  director.demo(false);
  expect(stage.isVisible).toBe(false);
  director.heard({ ...SNAPSHOT, mood: null });
  director.demo(true);
  director.heard({ type: 'retracted', everything: false });
  director.heard({ ...MOOD, mood: 'sad' });
  director.demo(false);
  expect(stage).toMatchObject({ isVisible: true, shown: [{ ...MOOD, mood: 'sad' }] });
});

test.each([
  ['b1', 'b1', 0],
  ['b1', 'b2', 1],
  ['b1', '', 0],
  ['', 'b2', 0],
])('a page of build "%s" that hears of build "%s" loads itself anew %d times', (build, heard, times) => {
  const { director, reloads } = direct({ build });
  director.heard({ ...SNAPSHOT, build: heard });
  expect(reloads()).toBe(times);
});
