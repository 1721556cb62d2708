import type { RateSpec } from './frame-rate.ts';
import { xmlText } from './plain-text.ts';
import type { Timeline } from './timeline.ts';
import { joinMarkers, type MarkerFile } from './written.ts';

/**
 * Final Cut Pro: FCPXML 1.9, a project whose sequence is one gap that carries the markers. Times are exact fractions of
 * a second on frame boundaries, as the format demands. Final Cut's markers are points and have no colour, so a marker
 * is one frame long and its name says the category.
 * Source: Apple, "FCPXML Reference" and its document type definition.
 */
export function writeFinalCut(timeline: Timeline, bytesMax: number): MarkerFile {
  const { rate } = timeline;
  const name = xmlText(timeline.title);
  const start = seconds(timeline.startFrame, rate);
  const duration = seconds(timeline.durationFrames, rate);
  return joinMarkers(
    timeline.markers,
    {
      head: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE fcpxml>',
        '<fcpxml version="1.9">',
        '  <resources>',
        `    <format id="r1" name="${formatName(rate)}" frameDuration="${seconds(1, rate)}" width="1920" height="1080"/>`,
        '  </resources>',
        '  <library>',
        '    <event name="Hype moments">',
        `      <project name="${name}">`,
        `        <sequence format="r1" duration="${duration}" tcStart="${start}" tcFormat="${rate.droppedPerMinute > 0 ? 'DF' : 'NDF'}">`,
        '          <spine>',
        // A start of zero makes a marker's own start its distance from the beginning.
        `            <gap name="Gap" offset="${start}" start="0s" duration="${duration}">`,
        '',
      ].join('\n'),
      tail: [
        '            </gap>',
        '          </spine>',
        '        </sequence>',
        '      </project>',
        '    </event>',
        '  </library>',
        '</fcpxml>',
        '',
      ].join('\n'),
      piece(marker) {
        const at = `start="${seconds(marker.frame, rate)}" duration="${seconds(1, rate)}"`;
        const note = xmlText(marker.lines.join('\n'));
        return `              <marker ${at} value="${xmlText(marker.title)}" note="${note}"/>\n`;
      },
    },
    bytesMax,
  );
}

/** `frames` as a rational number of seconds, for example `30030/30000s`. */
function seconds(frames: number, { numerator, denominator }: RateSpec): string {
  return frames === 0 ? '0s' : `${frames * denominator}/${numerator}s`;
}

/** Final Cut's own name for 1080p at this rate. */
function formatName({ timebase, denominator }: RateSpec): string {
  if (denominator === 1) return `FFVideoFormat1080p${timebase}`;
  return `FFVideoFormat1080p${timebase === 24 ? '2398' : `${timebase - 1}${timebase === 30 ? '97' : '94'}`}`;
}
