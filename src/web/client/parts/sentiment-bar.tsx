/** −1 to 1 as a mark between bad and good. Decoration: the words beside it say the same. */
export function SentimentBar({ value }: { readonly value: number }) {
  const bounded = Math.min(1, Math.max(-1, value));
  const side = bounded < 0 ? 'negative' : 'positive';
  const from = `${50 + Math.min(0, bounded) * 50}%`;
  return (
    <span className="sentiment" aria-hidden="true">
      <span className={side} style={{ left: from, width: `${Math.abs(bounded) * 50}%` }} />
    </span>
  );
}

/** `+42 %`, `−8 %` */
export function signedPercent(value: number): string {
  const percent = Math.round(value * 100);
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)} %`;
}
