const COLORS = ['#f0b429', '#4aa564', '#d9586a', '#7c6cd6', '#3f9fd8', '#d98a3d'] as const;

/** A made-up emote as SVG: a face of its own for each number. */
export function emotePicture(index: number): string {
  const color = COLORS[index % COLORS.length] ?? COLORS[0];
  const mouth = ['M9 19q7 7 14 0', 'M10 21h12', 'M10 22q6-6 12 0', 'M16 19a3 4 0 1 0 .1 0'][index % 4] ?? '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="${color}"/>` +
    `<g stroke="#1c1c1c" stroke-width="2.4" stroke-linecap="round" fill="none"><path d="M11 11v3M21 11v3"/><path d="${mouth}"/></g></svg>`
  );
}
