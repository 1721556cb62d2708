import type { CommandInput, OptionValue, PickedChannel } from '../../domain/command.ts';

/** Typed readers of a command's options. An option that is absent, empty or of another type reads as null. */

export function stringOption(input: CommandInput, name: string): string | null {
  const value = read(input, name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function numberOption(input: CommandInput, name: string): number | null {
  const value = read(input, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function booleanOption(input: CommandInput, name: string): boolean | null {
  const value = read(input, name);
  return typeof value === 'boolean' ? value : null;
}

export function channelOption(input: CommandInput, name: string): PickedChannel | null {
  const value = read(input, name);
  return typeof value === 'object' ? value : null;
}

function read(input: CommandInput, name: string): OptionValue | undefined {
  return Object.hasOwn(input.options, name) ? input.options[name] : undefined;
}
