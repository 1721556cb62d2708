// A process that makes one clip, to be killed by clip-desk.test.ts: DATABASE_URL
import { aMoment, anEvent, aTrack } from '../../src/pipeline/alerting/testing.ts';
import { CHANNEL, openDesk } from './clip-room.ts';

const [databaseUrl = ''] = process.argv.slice(2);
const { storage, desk } = await openDesk(databaseUrl);
const detectedAt = Date.now() - 30_000;
const moment = aMoment({ id: 'm1', channel: CHANNEL, streamId: 's1', startedAt: detectedAt, detectedAt });
await storage.moments.save(moment, []);
desk.onAlert(anEvent('started', moment), aTrack({ channel: CHANNEL, autoClip: true }));
