import { z } from 'zod';
import type { ModelsConfig } from '../../config/models.ts';
import { readJson } from './ask.ts';
import { bad, networkReason, off, ok, shownAddress, type Finding } from './finding.ts';

const NAME = 'language model';
const SHOWN_MAX = 5;
const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Asks the server for its list of models, which costs nothing. */
export async function checkModel(openai: ModelsConfig['openai']): Promise<readonly Finding[]> {
  if (openai === null)
    return [off(NAME, 'not configured, and not needed: OPENAI_API_KEY or OPENAI_BASE_URL would add one.')];
  const { apiKey, baseUrl, model } = openai;
  const where = shownAddress(baseUrl);
  try {
    const headers = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
    const { ok: fine, status, body } = await readJson(`${baseUrl}/models`, { headers });
    if (status === 401 || status === 403)
      return [bad(NAME, `${where} refused OPENAI_API_KEY (${status}). Copy the key again.`)];
    const list = modelList.safeParse(body);
    if (!fine || !list.success)
      return [bad(NAME, `${where} gave no list of models (${status}). OPENAI_BASE_URL usually ends in /v1.`)];
    return [
      judgeModels(
        list.data.data.map(({ id }) => id),
        model,
        where,
      ),
    ];
  } catch (error) {
    return [bad(NAME, `${where} could not be asked (${networkReason(error)}). Check OPENAI_BASE_URL.`)];
  }
}

function judgeModels(offered: readonly string[], wanted: string | null, where: string): Finding {
  const some = `${offered.slice(0, SHOWN_MAX).join(', ')}${offered.length > SHOWN_MAX ? ', …' : ''}`;
  if (wanted !== null && !offered.includes(wanted))
    return bad(NAME, `${where} has no model "${wanted}". Set OPENAI_MODEL to one it has: ${some}.`);
  return ok(NAME, `${where} answers${wanted === null ? '' : ` and has ${wanted}`}.`);
}
