/**
 * ROUGE-L: the F-measure of the longest common subsequence of words, precision and recall alike (β = 1), without case and
 * punctuation. Source: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004). 0 to 1.
 */
export function rougeL(candidate: string, reference: string): number {
  const [a, b] = [words(candidate), words(reference)];
  const common = longestCommonSubsequence(a, b);
  return common === 0 ? 0 : (2 * common) / (a.length + b.length);
}

function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}+]+/gu) ?? [];
}

function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j++) {
      next.push(word === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
