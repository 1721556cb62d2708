import type { ModelRole } from '../../../src/domain/ports/models.ts';

/** Changes a model over the API of a running bot. @returns milliseconds until the new one was at work @throws when the old one stayed */
export async function swapModel(url: string, token: string, role: ModelRole, model: string): Promise<number> {
  const from = performance.now();
  const response = await fetch(`${url}/api/models/${role}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model }),
  });
  if (!response.ok) throw new Error(`the ${role} model was not changed: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
  return performance.now() - from;
}
