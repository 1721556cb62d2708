import { describe, expect, test } from 'vitest';
import { createLiveHub } from './live-feed.ts';

describe('a live feed', () => {
  test('tells every listener of what it asked for, until it leaves', () => {
    const heard: string[] = [];
    const hub = createLiveHub(() => heard.push('error'));
    const first = hub.subscribe({ forgotten: (id) => heard.push(`first ${id}`) });
    hub.subscribe({ forgotten: (id) => heard.push(`second ${id}`), hype: () => heard.push('never') });
    hub.forgotten('1');
    first[Symbol.dispose]();
    hub.forgotten('2');
    expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
  });

  test('a listener that throws is reported and disturbs nobody', () => {
    const heard: unknown[] = [];
    const hub = createLiveHub((error) => heard.push(error));
    const bug = new Error('bug');
    hub.subscribe({
      forgotten: () => {
        throw bug;
      },
    });
    hub.subscribe({ forgotten: (id) => heard.push(id) });
    hub.forgotten('1');
    expect(heard).toEqual([bug, '1']);
  });

  test('a listener that leaves while it is told misses no other', () => {
    const heard: string[] = [];
    const hub = createLiveHub(() => undefined);
    const first = hub.subscribe({
      forgotten() {
        heard.push('first');
        first[Symbol.dispose]();
      },
    });
    hub.subscribe({ forgotten: () => heard.push('second') });
    hub.forgotten('1');
    hub.forgotten('2');
    expect(heard).toEqual(['first', 'second', 'second']);
  });
});
