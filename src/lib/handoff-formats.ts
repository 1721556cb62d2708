import type { FrameRate, HandoffFormat } from '../domain/handoff.ts';

export interface HandoffFormatInfo {
  readonly name: string;
  /** One line, for help texts. */
  readonly description: string;
  readonly extension: string;
  readonly contentType: string;
  /** Needs one stream, because its moments stand on a timeline. */
  readonly timeline: boolean;
  /** What to do with the file. */
  readonly importing: string;
}

/** Every hand-off format as people see it. */
export const HANDOFF_FORMAT_INFO: Readonly<Record<HandoffFormat, HandoffFormatInfo>> = {
  csv: {
    name: 'CSV table',
    description: 'One row a moment, for spreadsheets and scripts',
    extension: 'csv',
    contentType: 'text/csv; charset=utf-8',
    timeline: false,
    importing: 'Open it in a spreadsheet, or read it with a script: the first six columns never change their place.',
  },
  json: {
    name: 'JSON',
    description: 'The same as objects, for programs',
    extension: 'json',
    contentType: 'application/json',
    timeline: false,
    importing: 'An array of hype_event objects, one a line, in the words of the WebSocket and REST interfaces.',
  },
  resolve: {
    name: 'DaVinci Resolve markers (EDL)',
    description: 'Coloured markers for a timeline in DaVinci Resolve',
    extension: 'edl',
    contentType: 'text/plain; charset=utf-8',
    timeline: true,
    importing:
      'In Resolve: put the recording on a timeline with the frame rate and start timecode named here, right-click that timeline in the Media Pool > Timelines > Import > Timeline Markers from EDL.',
  },
  'final-cut': {
    name: 'Final Cut Pro (FCPXML)',
    description: 'A project with the markers on an empty gap, for Final Cut Pro 10.4.9 or later',
    extension: 'fcpxml',
    contentType: 'application/xml',
    timeline: true,
    importing:
      'In Final Cut Pro: File > Import > XML. A project of this name appears; connect the recording at its beginning, the markers stand on the gap.',
  },
  premiere: {
    name: 'Premiere Pro (FCP7 XML)',
    description: 'An empty sequence with coloured markers, for Premiere Pro',
    extension: 'xml',
    contentType: 'application/xml',
    timeline: true,
    importing:
      'In Premiere Pro: File > Import and choose this file. A sequence of this name appears; put the recording at its beginning under the markers.',
  },
  youtube: {
    name: 'YouTube chapters',
    description: 'Chapters to paste into the description of an upload of the whole stream',
    extension: 'txt',
    contentType: 'text/plain; charset=utf-8',
    timeline: true,
    importing: 'On YouTube: paste the lines into the description of the video, 0:00 first.',
  },
};

export const FRAME_RATE_NAMES: Readonly<Record<FrameRate, string>> = {
  '23.976': '23.976 fps',
  '24': '24 fps',
  '25': '25 fps',
  '29.97': '29.97 fps, non-drop-frame',
  '29.97df': '29.97 fps, drop-frame',
  '30': '30 fps',
  '50': '50 fps',
  '59.94': '59.94 fps, non-drop-frame',
  '59.94df': '59.94 fps, drop-frame',
  '60': '60 fps',
};
