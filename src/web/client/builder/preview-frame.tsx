import { useEffect, useRef, useState } from 'react';
import type { OverlaySettings } from '../../../domain/overlay.ts';
import { PREVIEW_READY, type PreviewMessage } from '../overlay/preview.ts';

export interface PreviewFrameProps {
  readonly token: string;
  readonly settings: OverlaySettings;
}

const BACKGROUNDS = { dark: 'Dark', light: 'Light', busy: 'Busy' } as const;
type Background = keyof typeof BACKGROUNDS;
/** The canvas that overlays are made for; the picture of it is made as small as its place. */
const CANVAS_WIDTH = 1920;

/** The overlay itself, in a frame, with the settings that are being tried out. */
export function PreviewFrame({ token, settings }: PreviewFrameProps) {
  const [demo, setDemo] = useState(true);
  const [background, setBackground] = useState<Background>('dark');
  const frame = useRef<HTMLIFrameElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const box = screen.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const tell = (): void => {
      const message: PreviewMessage = { type: 'hypewire-preview', settings, demo };
      frame.current?.contentWindow?.postMessage(message, location.origin);
    };
    const heard = (event: MessageEvent<unknown>): void => {
      const isReady = event.source === frame.current?.contentWindow && event.origin === location.origin;
      if (isReady && (event.data as { readonly type?: unknown } | null)?.type === PREVIEW_READY) tell();
    };
    addEventListener('message', heard);
    tell();
    return () => removeEventListener('message', heard);
  }, [settings, demo]);
  return (
    <section className="panel preview" aria-label="Preview">
      <div ref={screen} className={`screen ${background}`}>
        <iframe
          ref={frame}
          title="The overlay as OBS shows it"
          src={`overlay/${encodeURIComponent(token)}?preview=1`}
          style={{ transform: `scale(${width / CANVAS_WIDTH})` }}
        />
      </div>
      <div className="preview-controls">
        <label className="check">
          <input type="checkbox" checked={demo} onChange={(event) => setDemo(event.target.checked)} />
          Demo
        </label>
        <span className="small muted">{demo ? 'A made-up chat plays.' : 'What the channel’s chat does now.'}</span>
        <div className="chips end" role="group" aria-label="Background of the preview">
          {(Object.keys(BACKGROUNDS) as Background[]).map((name) => (
            <button key={name} type="button" aria-pressed={name === background} onClick={() => setBackground(name)}>
              {BACKGROUNDS[name]}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}
