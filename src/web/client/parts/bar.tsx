/** A share from 0 to 1 as a bar. Decoration: the number stands beside it. */
export function Bar({ share, color }: { readonly share: number; readonly color?: string }) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
  return (
    <span className="bar" aria-hidden="true">
      <span style={{ width, ...(color === undefined ? {} : { background: color }) }} />
    </span>
  );
}
