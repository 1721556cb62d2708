/** A confidence from 0 to 1 in words and percent. */
export function sureness(confidence: number): string {
  const percent = Math.round(Math.min(1, Math.max(0, confidence)) * 100);
  return percent < 35 ? `little to go by (${percent} % sure)` : `${percent} % sure`;
}
