/** What event sockets take and how they answer. */
import { z } from 'zod';
import { channel } from './frames.ts';

export const joinChannel = z
  .object({
    command: z.literal('join_channel'),
    channel,
    last_id: z.string().optional().meta({ description: 'Also send what came after this event.' }),
  })
  .meta({
    id: 'JoinChannel',
    description: 'Listen to a channel.',
    examples: [{ command: 'join_channel', channel: 'ninja' }],
  });

export const leaveChannel = z.object({ command: z.literal('leave_channel'), channel }).meta({
  id: 'LeaveChannel',
  description: 'Stop listening.',
  examples: [{ command: 'leave_channel', channel: 'ninja' }],
});

export const ping = z
  .object({ command: z.literal('ping') })
  .meta({ id: 'Ping', description: 'Is anybody there?', examples: [{ command: 'ping' }] });

export const joined = z
  .object({
    status: z.literal('joined_channel'),
    channel,
    resumed: z.boolean().optional().meta({ description: 'Only after last_id: false when something may be missing.' }),
  })
  .meta({ id: 'JoinedChannel', examples: [{ status: 'joined_channel', channel: 'ninja' }] });

export const left = z
  .object({ status: z.literal('left_channel'), channel })
  .meta({ id: 'LeftChannel', examples: [{ status: 'left_channel', channel: 'ninja' }] });

export const pong = z.object({ type: z.literal('pong') }).meta({ id: 'Pong', examples: [{ type: 'pong' }] });

export const errorFrame = z
  .object({
    error: z.string(),
    command: z.string().nullable().optional(),
    channel: z.string().optional(),
    detail: z.string().optional().meta({ description: 'What to do about it.' }),
  })
  .meta({ id: 'SocketError', examples: [{ error: 'Unknown command', command: 'invalid_command' }] });
