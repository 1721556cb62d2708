import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { FRAME_RATES } from '../../src/domain/handoff.ts';
import { renderHandoff } from '../../src/handoff/render-handoff.ts';
import { BEGAN, detailsAt } from '../../src/handoff/testing.ts';

/** Seconds into a stream of twelve hours. The links reach back 30 s. */
const SECONDS = [45, 90, 630.5, 3_661.25, 43_200];
const REACH_BACK = 30;
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => name === 'marker',
});

interface FinalCut {
  fcpxml: {
    library: { event: { project: { sequence: { spine: { gap: { marker: { start: string; value: string }[] } } } } } };
  };
}
interface Premiere {
  xmeml: {
    sequence: { marker: { in: number; out: number; name: string }[]; rate: { timebase: number; ntsc: string } };
  };
}

/** Read by another's parser: a file that only our own reader understands would help nobody. */
describe.each(FRAME_RATES)('%s frames a second, read by fast-xml-parser', (frameRate) => {
  const rate = Number.parseFloat(frameRate);
  const exact = Number.isInteger(rate) ? rate : (Math.round(rate) * 1_000) / 1_001;
  const expected = SECONDS.map((seconds) => Math.floor((seconds - REACH_BACK) * exact + 1e-6));
  const render = (format: 'final-cut' | 'premiere'): string => {
    const details = SECONDS.map((seconds) => ({ ...detailsAt(seconds), notes: ['a <b> & "c" ]]> d'] }));
    const file = renderHandoff(format, details, { origin: BEGAN, frameRate, reachBackSeconds: REACH_BACK });
    return Buffer.from(file.bytes).toString('utf8');
  };

  test('Final Cut: well-formed, every marker on its frame', () => {
    const xml = render('final-cut');
    expect(XMLValidator.validate(xml)).toBe(true);
    const { fcpxml } = parser.parse(xml) as FinalCut;
    const markers = fcpxml.library.event.project.sequence.spine.gap.marker;
    const frames = markers.map(({ start }) => {
      const [above = 0, below = 1] = start.replace('s', '').split('/').map(Number);
      return Math.round((above / below) * exact);
    });
    expect(frames).toEqual(expected);
  });

  test('Premiere: well-formed, every marker on its frame', () => {
    const xml = render('premiere');
    expect(XMLValidator.validate(xml)).toBe(true);
    const { sequence } = (parser.parse(xml) as Premiere).xmeml;
    expect(sequence.marker.map((marker) => marker.in)).toEqual(expected);
    expect(sequence.rate.timebase).toBe(Math.round(rate));
  });
});
