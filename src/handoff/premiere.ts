import type { MomentCategory } from '../domain/hype-moment.ts';
import { xmlText } from './plain-text.ts';
import { formatTimecode } from './timecode.ts';
import type { Timeline } from './timeline.ts';
import { joinMarkers, type MarkerFile } from './written.ts';

/** Premiere's marker colours as its own exports number them (0xAABBGGRR); null is its default, green. */
const COLORS: Readonly<Record<MomentCategory, number | null>> = {
  funny: 4281049552,
  hype: 4280578025,
  shock: 4292277273,
  sad: 4294741314,
  rage: 4281740498,
  love: 4289825711,
  mixed: null,
};

/**
 * Premiere Pro: Final Cut Pro 7's interchange format (xmeml 5), which is the only list of markers it imports. An empty
 * sequence carries them. `in` and `out` count frames from the beginning of the sequence, whatever its timecode.
 * Source: Apple, "Final Cut Pro XML Interchange Format".
 */
export function writePremiere(timeline: Timeline, bytesMax: number): MarkerFile {
  const { rate, startFrame } = timeline;
  const name = xmlText(timeline.title);
  const rateXml = `<rate><timebase>${rate.timebase}</timebase><ntsc>${rate.denominator === 1 ? 'FALSE' : 'TRUE'}</ntsc></rate>`;
  return joinMarkers(
    timeline.markers,
    {
      head: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE xmeml>',
        '<xmeml version="5">',
        '  <sequence id="hype-moments">',
        `    <name>${name}</name>`,
        `    <duration>${timeline.durationFrames}</duration>`,
        `    ${rateXml}`,
        '    <timecode>',
        `      ${rateXml}`,
        `      <string>${formatTimecode(startFrame, rate)}</string>`,
        `      <frame>${startFrame}</frame>`,
        `      <displayformat>${rate.droppedPerMinute > 0 ? 'DF' : 'NDF'}</displayformat>`,
        '    </timecode>',
        '    <media>',
        '      <video>',
        `        <format><samplecharacteristics>${rateXml}<width>1920</width><height>1080</height><pixelaspectratio>square</pixelaspectratio><fielddominance>none</fielddominance></samplecharacteristics></format>`,
        '        <track/>',
        '      </video>',
        '      <audio><track/></audio>',
        '    </media>',
        '',
      ].join('\n'),
      tail: '  </sequence>\n</xmeml>\n',
      piece(marker) {
        const color = COLORS[marker.category];
        return [
          '    <marker>',
          `      <comment>${xmlText(marker.lines.join('\n'))}</comment>`,
          `      <name>${xmlText(marker.title)}</name>`,
          `      <in>${marker.frame}</in>`,
          `      <out>${marker.frame + marker.durationFrames}</out>`,
          ...(color === null ? [] : [`      <pproColor>${color}</pproColor>`]),
          '    </marker>',
          '',
        ].join('\n');
      },
    },
    bytesMax,
  );
}
