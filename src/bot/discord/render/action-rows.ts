import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
} from 'discord.js';
import type { PressRoute, ReplyBlock, ReplyButton } from '../../../domain/command.ts';
import { encodeRoute } from '../interactions/custom-id.ts';
import { clipUnits } from './clip-units.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const BUTTONS_PER_ROW = 5;
const LABEL_CHARACTERS_MAX = 80;
const URL_CHARACTERS_MAX = 512;
const OPTIONS_MAX = 25;
const OPTION_CHARACTERS_MAX = 100;
const PLACEHOLDER_CHARACTERS_MAX = 150;

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

/** Gives every part of one message an id of its own: Discord refuses a message in which two are equal. */
export class RouteIds {
  readonly #used = new Set<string>();
  #unroutable = 0;

  next(route: PressRoute): string | null {
    for (let copy = 0; copy < 100; copy++) {
      const id = encodeRoute(route, copy);
      if (id === null) return null;
      if (!this.#used.has(id)) {
        this.#used.add(id);
        return id;
      }
    }
    return null;
  }

  /** For a part that leads nowhere and is shown disabled. */
  placeholder(): string {
    return `unroutable:${++this.#unroutable}`;
  }
}

export function buttonRows(buttons: readonly ReplyButton[], ids: RouteIds): readonly Row[] {
  const rendered = buttons.flatMap((button) => renderButton(button, ids));
  const rows: Row[] = [];
  for (let from = 0; from < rendered.length; from += BUTTONS_PER_ROW) {
    rows.push({ type: ComponentType.ActionRow, components: rendered.slice(from, from + BUTTONS_PER_ROW) });
  }
  return rows;
}

/** A link that Discord would refuse is left out: one bad address must not cost the whole message. */
function renderButton(button: ReplyButton, ids: RouteIds): APIButtonComponent[] {
  const label = clipUnits(button.label.trim() || '…', LABEL_CHARACTERS_MAX);
  if (button.kind === 'link') {
    if (!isWebAddress(button.url)) return [];
    return [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url: button.url }];
  }
  const id = ids.next(button.route);
  return [
    {
      type: ComponentType.Button,
      style: STYLES[button.style],
      label,
      custom_id: id ?? ids.placeholder(),
      ...(button.disabled === true || id === null ? { disabled: true } : {}),
    },
  ];
}

export function isWebAddress(url: string): boolean {
  return url.length <= URL_CHARACTERS_MAX && /^https?:\/\//.test(url) && URL.canParse(url);
}

export function selectRow(block: Extract<ReplyBlock, { kind: 'select' }>, ids: RouteIds): readonly Row[] {
  const options = new Map(
    block.options
      .filter((option) => option.value !== '' && option.value.length <= OPTION_CHARACTERS_MAX)
      .slice(0, OPTIONS_MAX)
      .map((option) => [option.value, option] as const),
  );
  const id = ids.next(block.route);
  if (options.size === 0 || id === null) return [];
  const select: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder: clipUnits(block.placeholder, PLACEHOLDER_CHARACTERS_MAX),
    options: [...options.values()].map((option) => ({
      label: clipUnits(option.label.trim() || option.value, OPTION_CHARACTERS_MAX),
      value: option.value,
      ...(option.description ? { description: clipUnits(option.description, OPTION_CHARACTERS_MAX) } : {}),
      ...(option.selected === true ? { default: true } : {}),
    })),
  };
  // A single-choice menu takes one default; a second one would be refused.
  let chosen = false;
  for (const option of select.options) {
    if (option.default && chosen) option.default = false;
    chosen ||= option.default === true;
  }
  return [{ type: ComponentType.ActionRow, components: [select] }];
}
