import type { SpendReport } from '../../domain/ports/models.ts';
import { count, plural } from '../../lib/format.ts';
import type { CommandContext } from '../command.ts';

/** What language models did today, for `/status`; nothing where none was called and none is in use. */
export function modelTexts({ models }: Pick<CommandContext, 'models'>): readonly string[] {
  if (models === undefined) return [];
  const spend = models.spend();
  const inUse = models.control.status().some(({ active }) => active.startsWith('openai'));
  return inUse || spend.calls > 0 ? [spendText(spend)] : [];
}

/** `**Language model** 123 calls today, 2 of them failed · 45,678 tokens read, 2,100 written · $0.12 of $1.00` */
export function spendText({ calls, failedCalls, promptTokens, completionTokens, usd, budgetUsd }: SpendReport): string {
  const failed = failedCalls === 0 ? '' : `, ${count(failedCalls)} of them failed`;
  return [
    `**Language model** ${plural(calls, 'call')} today${failed}`,
    `${count(promptTokens)} tokens read, ${count(completionTokens)} written`,
    `${dollars(usd)} of ${dollars(budgetUsd)} spent (days end at midnight UTC)`,
  ].join(' · ');
}

/** Cents as they are known; less than a cent is not nothing. */
function dollars(usd: number): string {
  if (usd > 0 && usd < 0.01) return 'under $0.01';
  return `$${usd.toFixed(2)}`;
}
