import { useState } from 'react';
import type { OverlaySettings } from '../../../domain/overlay.ts';
import { Panel } from '../parts/panel.tsx';
import { AddressBox } from './address-box.tsx';
import type { OverlayEntry } from './overlay-api.ts';
import { PreviewFrame } from './preview-frame.tsx';
import { SettingsForm } from './settings-form.tsx';
import type { OverlayDesk } from './use-overlays.ts';

export interface OverlayEditorProps {
  readonly overlay: OverlayEntry;
  readonly desk: OverlayDesk;
}

/** One overlay: what is changed here is seen in the preview only, until it is saved. */
export function OverlayEditor({ overlay, desk }: OverlayEditorProps) {
  const [draft, setDraft] = useState<OverlaySettings>(overlay.settings);
  const [round, setRound] = useState(0);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(overlay.settings);
  return (
    <div className="builder">
      <div className="builder-main">
        <PreviewFrame key={overlay.token} token={overlay.token} settings={draft} />
        <AddressBox
          overlay={overlay}
          onReset={() => void desk.reset(overlay.id)}
          onRemove={() => void desk.remove(overlay.id)}
        />
      </div>
      <Panel
        title="Settings"
        name="overlay-settings"
        aside={
          <>
            <button
              type="button"
              className="quiet"
              disabled={!isChanged || desk.isBusy}
              onClick={() => {
                setDraft(overlay.settings);
                setRound(round + 1);
              }}
            >
              Discard
            </button>
            <button
              type="button"
              className="primary"
              disabled={!isChanged || desk.isBusy}
              onClick={() => void desk.save(overlay.id, draft)}
            >
              Save
            </button>
          </>
        }
      >
        <SettingsForm key={round} settings={draft} onChange={setDraft} />
      </Panel>
    </div>
  );
}
