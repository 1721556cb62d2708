import type { ChatMessage, ChatNotice } from '../domain/chat-event.ts';
import { NEUTRAL_SCORER } from './mood/neutral-scorer.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { sinkOf, type PipelineOptions, type PipelineSink } from './sink.ts';

/** A pipeline that knows no bots, emotes or feelings unless told; for tests. */
export function aPipeline(listeners: Partial<PipelineSink> = {}, options: Partial<PipelineOptions> = {}): Pipeline {
  return createPipeline(
    {
      detector: 'robust',
      emoteWords: [],
      scorer: NEUTRAL_SCORER,
      bots: new Set(),
      isOwnAccount: () => false,
      isOptedOut: () => false,
      ...options,
    },
    sinkOf(listeners),
  );
}

/** A message with everything a test does not care about filled in; for tests and benchmarks. */
export function aMessage(overrides: Partial<ChatMessage> & { readonly user?: string } = {}): ChatMessage {
  const { user = 'viewer', ...rest } = overrides;
  const at = rest.receivedAt ?? rest.sentAt ?? 0;
  return {
    kind: 'message',
    id: '',
    channel: 'demo',
    roomId: '1',
    sentAt: at,
    receivedAt: at,
    author: { id: user, login: user, displayName: user, color: null, badges: [] },
    text: 'hello',
    action: false,
    emotes: [],
    bits: 0,
    firstEver: false,
    replyTo: null,
    source: null,
    ...rest,
  };
}

/** A notice with everything a test does not care about filled in. */
export function aNotice(overrides: Partial<ChatNotice> & { readonly user?: string } = {}): ChatNotice {
  const { user = 'viewer', ...rest } = overrides;
  const at = rest.receivedAt ?? 0;
  return {
    kind: 'notice',
    id: '',
    channel: 'demo',
    roomId: '1',
    sentAt: at,
    receivedAt: at,
    type: 'resub',
    platformType: 'resub',
    author: { id: user, login: user, displayName: user, color: null, badges: [] },
    systemText: '',
    text: '',
    count: 1,
    params: {},
    source: null,
    ...rest,
  };
}
