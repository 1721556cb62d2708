import type { PressInput, PressRoute, ReplyBlock, ReplyButton, SelectOption } from '../../domain/command.ts';

/** What one select menu holds. */
const SELECT_OPTIONS_MAX = 25;
/** Beyond this nobody pages, and the number stays short in a custom id. */
const PAGE_MAX = 99_999;

/** How many pages `total` items fill; at least one. */
export function pageCount(total: number, itemsPerPage: number): number {
  return Math.max(1, Math.ceil(total / itemsPerPage));
}

/**
 * ◀ ▶ and a page select, or nothing for a single page. A press calls `action` with the page (from 0) as its first
 * argument or value, and `args` behind it; {@link pressedPage} reads it.
 */
export function pager(
  route: { readonly command: string; readonly action: string; readonly args: readonly string[] },
  page: number,
  pages: number,
): readonly ReplyBlock[] {
  if (pages <= 1) return [];
  const to = (target: string): PressRoute => ({ ...route, args: [target, ...route.args] });
  const step = (label: string, target: number): ReplyButton => ({
    kind: 'press',
    label,
    style: 'secondary',
    route: to(String(Math.max(0, target))),
    disabled: target < 0 || target >= pages,
  });
  return [
    { kind: 'buttons', buttons: [step('◀', page - 1), step('▶', page + 1)] },
    { kind: 'select', route: to('chosen'), placeholder: `Page ${page + 1} of ${pages}`, options: around(page, pages) },
  ];
}

/** The pages nearest to the present one. */
function around(page: number, pages: number): readonly SelectOption[] {
  const size = Math.min(pages, SELECT_OPTIONS_MAX);
  const first = Math.min(Math.max(0, page - Math.floor(size / 2)), pages - size);
  return Array.from({ length: size }, (_, i) => ({
    label: `Page ${first + i + 1} of ${pages}`,
    value: String(first + i),
    selected: first + i === page,
  }));
}

/** The page that was asked for; anything unreadable is the first. Custom ids come from outside. */
export function pressedPage(input: PressInput): number {
  const asked = input.args[0] === 'chosen' ? input.values[0] : input.args[0];
  return asked !== undefined && /^\d{1,5}$/.test(asked) ? Math.min(PAGE_MAX, Number(asked)) : 0;
}
