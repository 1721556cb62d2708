/** US dollars for a million tokens. */
export interface Prices {
  readonly inputUsdPerMTok: number;
  readonly outputUsdPerMTok: number;
}

export interface Tokens {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export function costUsd({ promptTokens, completionTokens }: Tokens, prices: Prices): number {
  return (promptTokens * prices.inputUsdPerMTok + completionTokens * prices.outputUsdPerMTok) / 1_000_000;
}

/** No tokenizer makes more tokens than a text has bytes. */
export function tokensAtMost(text: string): number {
  return Buffer.byteLength(text);
}

/** About what common tokenizers make of chat, rounded up; for servers that do not say. */
export function tokensEstimate(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3);
}
