import type { FormErrors } from '../errors.ts';
import { apiError } from '../errors.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { MESSAGE_FLAGS } from '../model.ts';
import type { FakeAttachment } from '../model.ts';
import { checkLegacyComponents, checkV2Components } from './components.ts';
import { checkEmbeds } from './embeds.ts';
import { LIMITS } from './limits.ts';

/** A message as it would stand after the request. */
export interface Draft {
  readonly content: string;
  readonly embeds: readonly JsonObject[];
  readonly components: readonly JsonObject[];
  readonly attachments: readonly FakeAttachment[];
  readonly flags: number;
  readonly hasPoll: boolean;
  readonly hasStickers: boolean;
}

/** @throws ApiError 50035 with the places of all faults, 50006 when nothing would be shown */
export function checkDraft(errors: FormErrors, draft: Draft): void {
  const files = new Set(draft.attachments.map((attachment) => attachment.name));
  if (draft.flags & MESSAGE_FLAGS.componentsV2) {
    for (const [field, used] of [
      ['content', draft.content !== ''],
      ['embeds', draft.embeds.length > 0],
      ['poll', draft.hasPoll],
      ['sticker_ids', draft.hasStickers],
    ] as const) {
      if (used) {
        errors.add(
          [field],
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        );
      }
    }
    checkV2Components(errors, draft.components, files);
    if (draft.components.length === 0) throw apiError('emptyMessage');
    return;
  }
  errors.length(['content'], draft.content, 0, LIMITS.contentChars);
  checkEmbeds(errors, draft.embeds, files);
  checkLegacyComponents(errors, draft.components);
  errors.throwIfAny();
  const shown =
    draft.content.trim() !== '' ||
    draft.embeds.length > 0 ||
    draft.components.length > 0 ||
    draft.attachments.length > 0;
  if (!shown && !draft.hasPoll && !draft.hasStickers) throw apiError('emptyMessage');
}
