import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AlertCard } from '../domain/alert.ts';
import type { AlertNotifier } from '../domain/ports/delivery.ts';
import { errorMessage } from '../lib/error-message.ts';
import { renderAlertText } from './alert-text.ts';

export interface TerminalNotifierOptions {
  readonly print: (text: string) => void;
  /** Charts are saved here; the alert names the file. */
  readonly chartFolder: string;
  readonly color: boolean;
}

/** Alerts as text with the path of their chart, for running without Discord. */
export function createTerminalNotifier({ print, chartFolder, color }: TerminalNotifierOptions): AlertNotifier {
  async function saveChart(card: AlertCard): Promise<string | null> {
    if (card.chart === null) return null;
    const file = path.resolve(chartFolder, `${card.momentId.replace(/[^\w-]/g, '_')}.png`);
    try {
      await mkdir(chartFolder, { recursive: true });
      await writeFile(file, card.chart.png);
      return file;
    } catch (error) {
      // The alert is worth more than its picture; the folder may be read-only.
      print(`The chart could not be saved to ${file}: ${errorMessage(error)}`);
      return null;
    }
  }

  async function show(card: AlertCard): Promise<void> {
    print(renderAlertText(card, await saveChart(card), { color }));
  }

  return {
    receiver: 'terminal',
    async post({ card }) {
      await show(card);
      return { kind: 'delivered', channelId: 'terminal', messageId: card.momentId };
    },
    async edit({ card }) {
      // A printed line cannot change: only the end of the moment is worth another one.
      if (card.phase === 'ended') await show(card);
      return { kind: 'edited' };
    },
    findPosted: async () => null,
  };
}
