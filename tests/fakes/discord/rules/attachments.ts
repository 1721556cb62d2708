import { apiError } from '../errors.ts';
import type { FormErrors } from '../errors.ts';
import { asArray, asObject, asString } from '../../openapi/json.ts';
import type { FakeAttachment, UploadedFile } from '../model.ts';
import { LIMITS } from './limits.ts';

/**
 * The attachments a message ends up with. `listed` is the body's `attachments`: on an edit it names the ones that stay
 * by id, and it describes new files by their number. What an edit does not list is gone.
 */
export function resolveAttachments(
  errors: FormErrors,
  existing: readonly FakeAttachment[],
  files: readonly UploadedFile[],
  listed: unknown,
  nextId: () => string,
): readonly FakeAttachment[] {
  if (files.some((file) => file.bytes.length > LIMITS.fileBytes)) throw apiError('tooLarge');
  const entries = asArray(listed).map(asObject);
  for (const [i, entry] of entries.entries()) {
    errors.length(['attachments', i, 'description'], entry['description'], 0, LIMITS.altTextChars);
    const id = String(asString(entry['id']) || entry['id']);
    if (!existing.some((kept) => kept.id === id) && !files.some((file) => String(file.index) === id)) {
      errors.add(
        ['attachments', i, 'id'],
        'ATTACHMENT_NOT_FOUND',
        'Neither an attachment of this message nor an uploaded file.',
      );
    }
  }
  const entryOf = (id: string): ReturnType<typeof asObject> | undefined =>
    entries.find((entry) => String(asString(entry['id']) || entry['id']) === id);
  const kept = existing.filter((attachment) => entryOf(attachment.id) !== undefined);
  const added = files.map((file): FakeAttachment => {
    const entry = entryOf(String(file.index)) ?? {};
    return {
      id: nextId(),
      name: safeFileName(asString(entry['filename']) || file.name),
      contentType: file.contentType,
      description: asString(entry['description']) || null,
      bytes: file.bytes,
    };
  });
  if (kept.length + added.length > LIMITS.files) {
    errors.add(['attachments'], 'BASE_TYPE_MAX_LENGTH', `Must be ${LIMITS.files} or fewer in length.`);
  }
  return [...kept, ...added];
}

/** Discord renames files to plain characters; `attachment://` must use the new name. */
function safeFileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_');
}
