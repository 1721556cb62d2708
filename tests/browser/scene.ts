import { MOODS, type Mood } from '../../src/domain/mood.ts';
import type { MomentCategory } from '../../src/domain/hype-moment.ts';
import { seededRandom } from '../../src/lib/random.ts';

/** An evening as the bot would tell it, made up. Everything is derived from `now`, so pictures of it look the same. */
export interface Scene {
  readonly answers: ReadonlyMap<string, unknown>;
  readonly channels: readonly string[];
  /** Frames of the second that is `offset` seconds away from now, for every channel. */
  metrics(channel: string, offset?: number): object;
  mood(channel: string): object;
  headline(channel: string): object;
  chat(index: number, more?: object): object;
}

export const SCENE_CHANNEL = 'lantern_depths';
const CHANNELS = [SCENE_CHANNEL, 'tidepool_tv', 'nightshift_dev', 'quiet_corner'];
const LEVELS = new Map([
  [SCENE_CHANNEL, 14],
  ['tidepool_tv', 62],
  ['nightshift_dev', 3.4],
  ['quiet_corner', 0.3],
]);
const EMOTES = ['KEKW', 'PogChamp', 'LULW', 'catJAM', 'monkaS', 'Sadge', 'HeyGuys', 'EZ'];
const USES = [214, 162, 120, 88, 61, 34, 20, 12];
const NAMES = [
  'MossyLantern',
  'teal_brick',
  'Ferrywoman',
  'ok_computer_',
  'Björk3000',
  'Åsa_lyktan',
  'NineVolt',
  'hush_puppy',
];
const LINES = [
  'he walked right past the lever KEKW',
  'WAIT',
  'the eels hear you if you run',
  'catJAM catJAM catJAM',
  'no way that worked PogChamp',
  'first time here, is this the blind run?',
  'LULW LULW',
  'clip it',
  'that music though',
  'monkaS something is behind the door',
];

export function makeScene(now: number): Scene {
  const at = (offsetSeconds: number): string => new Date(now + offsetSeconds * 1000).toISOString();
  const velocity = (channel: string, offset: number): number => {
    const level = LEVELS.get(channel) ?? 1;
    const random = seededRandom(Math.round(now / 1000) + offset + channel.length * 7919);
    const noise = 0.72 + random() * 0.56;
    const peak =
      channel === SCENE_CHANNEL
        ? 2.4 * Math.exp(-(((offset + 96) / 11) ** 2)) + 1.7 * Math.exp(-(((offset + 1) / 9) ** 2))
        : 0;
    return Math.max(0, Math.round(level * noise * (1 + peak)));
  };
  const moments = sampleMoments(at);
  const scene: Scene = {
    channels: CHANNELS,
    metrics: (channel, offset = 0) => ({
      type: 'metrics',
      channel,
      timestamp: at(offset),
      messages_per_second: velocity(channel, offset),
      messages_last_minute: Math.round((LEVELS.get(channel) ?? 1) * 63),
      unique_chatters_5min: Math.round((LEVELS.get(channel) ?? 1) * 41),
      top_emotes: EMOTES.map((name, index) => [name, USES[index]]),
      avg_message_length: 18.3,
      detector_status: channel === 'quiet_corner' ? 'not-enough-chat' : 'ready',
      score: 5.2,
      baseline_mean: LEVELS.get(channel) ?? 1,
      baseline_std: (LEVELS.get(channel) ?? 1) * 0.18,
    }),
    mood: (channel) => moodOf(channel, at(0)),
    headline: (channel) => headlineOf(channel, at),
    chat: (index, more = {}) => chatLine(index, at(0), more),
    answers: new Map(),
  };
  return { ...scene, answers: answersOf(scene, at, moments, velocity) };
}

function answersOf(
  scene: Scene,
  at: (offset: number) => string,
  moments: readonly object[],
  velocity: (channel: string, offset: number) => number,
): ReadonlyMap<string, unknown> {
  const minutes = sampleMinutes(at);
  const answers = new Map<string, unknown>([
    ['/api/channels', { channels: CHANNELS.map((name, index) => channelOf(name, index, at)) }],
    ['/api/hype-events', { events: moments, next_cursor: null }],
    ['/api/health', HEALTH],
    ['/api/models', MODELS],
  ]);
  for (const channel of CHANNELS) {
    const base = `/api/channels/${channel}`;
    const level = LEVELS.get(channel) ?? 1;
    const past = Array.from({ length: 299 }, (_, index) => index - 299);
    answers.set(`${base}/series`, {
      channel,
      from: at(-299),
      velocity: past.map((offset) => velocity(channel, offset)),
      baseline_mean: past.map((offset) => level * (1 + 0.06 * Math.sin(offset / 40))),
      baseline_std: past.map(() => level * 0.18),
      score: past.map(() => 0),
    });
    answers.set(`${base}/emotes`, { emotes: EMOTES.slice(0, 6).map(pictureOf) });
    answers.set(`${base}/mood`, scene.mood(channel));
    answers.set(`${base}/mood/history`, { channel, from: at(-9_000), to: at(0), minutes: minutes.map(moodMinute) });
    answers.set(`${base}/headline`, scene.headline(channel));
    answers.set(`${base}/metrics`, { channel, from: at(-10_000), to: at(0), minutes });
    answers.set(`${base}/streams`, { streams: channel === SCENE_CHANNEL ? [streamOf(at)] : [] });
    answers.set(`${base}/summaries`, { summaries: channel === SCENE_CHANNEL ? [summaryOf(at)] : [] });
  }
  return answers;
}

function channelOf(name: string, index: number, at: (offset: number) => string): object {
  const isDown = index === 3;
  return {
    name,
    state: isDown ? 'failed' : index === 2 ? 'joined' : 'live',
    tracked: true,
    reasons: ['added'],
    problem: isDown ? 'Twitch refuses the join: the bot is banned there. Ask a moderator, or remove it.' : null,
    last_message_at: at(0),
    messages_per_second: 1,
    hype: false,
    stream: index === 0 ? streamOf(at) : null,
  };
}

function streamOf(at: (offset: number) => string): object {
  const title = 'Lantern Depths, blind run, evening 3';
  return { id: '4021', started_at: at(-9_000), ended_at: null, title, category: 'Lantern Depths', vod_url: null };
}

function pictureOf(name: string, index: number): object {
  const image_url = `https://cdn.7tv.app/emote/${index}/2x.webp`;
  return { name, id: String(index), provider: '7tv', image_url, animated: false, zero_width: false, scope: 'channel' };
}

const MOMENTS: readonly (readonly [ago: number, category: MomentCategory, multiplier: number, seconds: number])[] = [
  [104, 'funny', 4.2, 31],
  [1_510, 'shock', 6.8, 22],
  [2_620, 'hype', 11.4, 48],
  [3_905, 'sad', 2.6, 19],
  [5_340, 'love', 3.1, 27],
  [6_700, 'rage', 5.5, 24],
  [7_950, 'funny', 8.2, 36],
];

function sampleMoments(at: (offset: number) => string): readonly object[] {
  return MOMENTS.map(([ago, category, multiplier, seconds], index) => ({
    type: 'hype_event',
    id: `${SCENE_CHANNEL}-${index}`,
    channel: SCENE_CHANNEL,
    timestamp: at(-ago + seconds),
    stream_seconds: 9_000 - ago,
    velocity: Math.round(multiplier * 14),
    baseline_mean: 14,
    baseline_std: 2.5,
    multiplier,
    score: multiplier * 2,
    unique_chatters: Math.round(multiplier * 52),
    category,
    top_emotes: [
      [EMOTES[index] ?? 'EZ', 64],
      [EMOTES[(index + 3) % EMOTES.length] ?? 'EZ', 31],
    ],
    phase: 'ended',
    detector: 'robust',
    messages: 420,
    started_at: at(-ago),
    peak_at: at(-ago + 8),
    ended_at: at(-ago + seconds),
    duration_seconds: seconds,
    why: [
      `${Math.round(multiplier * 14)} msg/s, ${multiplier}× the usual 14`,
      '212 different people at once',
      'one emote in every third message',
    ],
    discounts: index === 1 ? ['a raid of 140 came 50 s before'] : [],
    attack: false,
    stream_id: '4021',
    vod_url: index < 2 ? null : `https://www.twitch.tv/videos/2480000000?t=${9_000 - ago}s`,
  }));
}

function sampleMinutes(at: (offset: number) => string): readonly SampleMinute[] {
  const random = seededRandom(11);
  return Array.from({ length: 150 }, (_, index) => {
    const ago = 9_000 - index * 60;
    const peak = MOMENTS.reduce(
      (sum, [momentAgo, , multiplier]) => sum + multiplier * 0.4 * Math.exp(-(((ago - momentAgo) / 70) ** 2)),
      0,
    );
    const messages = Math.round(840 * (0.8 + random() * 0.4 + 0.25 * Math.sin(index / 17)) * (1 + peak));
    return {
      minute: `${at(-ago).slice(0, 16)}:00.000Z`,
      messages,
      unique_chatters: Math.round(messages / 3),
      avg_message_length: 18,
      peak_per_second: Math.round(messages / 28),
      peak_score: 3,
      top_emotes: EMOTES.map((name, place): readonly [string, number] => [
        name,
        Math.round((messages / 14 / (place + 1)) * (0.5 + random())),
      ]),
    };
  });
}

interface SampleMinute {
  readonly minute: string;
  readonly messages: number;
  readonly [field: string]: unknown;
}

function moodMinute({ minute, messages }: SampleMinute, index: number): object {
  const score = 0.35 * Math.sin(index / 14) + 0.2 * Math.sin(index / 5) + 0.15;
  return { minute, messages, score, positive: 0.4, neutral: 0.4, negative: 0.2, mood: 'joy', confidence: 0.7 };
}

function moodOf(channel: string, timestamp: string): object {
  const shares: Readonly<Record<Mood, number>> = {
    joy: 0.46,
    hype: 0.27,
    sad: 0.05,
    anger: 0.04,
    confusion: 0.07,
    calm: 0.11,
  };
  const drivers = [
    { token: 'KEKW', kind: 'emote', uses: 64, valence: 0.8, learned: false },
    { token: 'catJAM', kind: 'emote', uses: 31, valence: 0.6, learned: true },
    { token: 'monkaS', kind: 'emote', uses: 18, valence: -0.3, learned: false },
    { token: 'nice', kind: 'word', uses: 11, valence: 0.5, learned: false },
  ];
  return {
    type: 'mood',
    channel,
    timestamp,
    score: 0.42,
    positive: 0.58,
    neutral: 0.3,
    negative: 0.12,
    moods: Object.fromEntries(MOODS.map((mood) => [mood, shares[mood]])),
    mood: 'joy',
    confidence: 0.78,
    messages: 312,
    color: '#E8B53A',
    drivers,
    model: 'lexicon',
  };
}

function headlineOf(channel: string, at: (offset: number) => string): object {
  const sentences = ['Chat laughs at the missed lever.', 'A third of it warns of the eels behind the door.'];
  const bucket = { from: at(-60), to: at(0), sample_ids: [], keywords: ['lever'] };
  return {
    type: 'headline',
    channel,
    timestamp: at(0),
    headline: sentences.join(' '),
    sentences,
    sentiment: 0.42,
    sentiment_percent: 42,
    confidence: 0.71,
    window_start: at(-60),
    window_end: at(0),
    messages: 846,
    messages_per_second: 14.1,
    buckets: [
      { ...bucket, id: 'a', topic: 'lever', messages: 391, chatters: 240, share: 0.46, sentiment: 0.7 },
      { ...bucket, id: 'b', topic: 'eels door', messages: 284, chatters: 171, share: 0.34, sentiment: -0.1 },
      { ...bucket, id: 'c', topic: '', messages: 171, chatters: 133, share: 0.2, sentiment: 0.1 },
    ],
    model: 'extractive',
  };
}

const COLORS = ['#FF69B4', '#0000FF', null, '#1E90FF', '#00FF7F', '#8A2BE2', '#D2691E', '#000000'];

function chatLine(index: number, timestamp: string, more: object): object {
  const name = NAMES[index % NAMES.length] ?? '';
  return {
    type: 'chat_message',
    channel: SCENE_CHANNEL,
    user: {
      username: name.toLowerCase(),
      display_name: name,
      user_id: String(1000 + (index % NAMES.length)),
      color: COLORS[index % COLORS.length],
      is_subscriber: index % 3 === 0,
      is_moderator: index % 8 === 1,
      is_vip: index % 8 === 4,
      is_broadcaster: index % 8 === 7,
      badges: [],
    },
    message: LINES[index % LINES.length],
    timestamp,
    message_id: `m${index}`,
    emotes: {},
    is_first_message: index % 10 === 5,
    ...more,
  };
}

function summaryOf(at: (offset: number) => string): object {
  return {
    type: 'summary',
    channel: SCENE_CHANNEL,
    window_start: at(-9_000),
    window_end: at(-5_400),
    messages: 51_230,
    chatters: 3_120,
    overview: 'Chat spent the first hour helping with the flooded lift and laughing about the lever nobody pulled.',
    points: [
      { text: 'The lift falls; chat counts down together.', timestamp: at(-7_950), messages: 812, message_ids: [] },
      { text: 'A wrong door is opened twice.', timestamp: at(-6_700), messages: 540, message_ids: [] },
    ],
    sentiment: 0.3,
    model: 'extractive',
    fallback: null,
  };
}

const HEALTH = {
  state: 'degraded',
  version: '0.1.0',
  uptime_seconds: 18_240,
  mode: 'live',
  parts: [
    { name: 'chat', state: 'ok', detail: '4 channels over 1 connection, last message 0 s ago' },
    { name: 'discord', state: 'ok', detail: 'connected as Hypewire, 41 ms to the gateway' },
    {
      name: 'twitch api',
      state: 'off',
      detail: 'set TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET to learn of streams and recordings',
    },
    { name: 'storage', state: 'ok', detail: 'sqlite:data/hypewire.db' },
    {
      name: '7tv',
      state: 'degraded',
      detail: 'does not answer; its 412 known emotes are used. Nothing to do: it is asked again every 30 min',
    },
    {
      name: 'outbox',
      state: 'down',
      detail:
        '3 alerts wait: Discord refuses the channel #clips (50013). Give Hypewire "Send Messages" and "Attach Files" there',
    },
  ],
};

const MODELS = {
  models: [
    { role: 'mood', wanted: 'lexicon', active: 'lexicon', since: '2026-01-15T20:30:00.000Z', problem: null },
    {
      role: 'summary',
      wanted: 'openai:tiny',
      active: 'extractive',
      since: '2026-01-15T20:30:00.000Z',
      problem: 'The server does not answer. Check OPENAI_BASE_URL.',
    },
  ],
  spend: {
    day: '2026-01-15',
    calls: 14,
    failed_calls: 2,
    prompt_tokens: 1,
    completion_tokens: 1,
    usd: 0.0214,
    budget_usd: 1,
  },
};
