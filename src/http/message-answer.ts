import { z } from 'zod';
import type { Message } from '../notification.ts';
import { Digest } from './digest-answer.ts';
import { Notification } from './notification-answer.ts';

/** What was sent, whatever it is. */
export const MessageAnswer: z.ZodType<Message> = z.discriminatedUnion('form', [Notification, Digest]);
