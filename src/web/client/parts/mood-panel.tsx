import { MOODS, type Mood } from '../../../domain/mood.ts';
import type { MoodFrame } from '../../../lib/wire/mood.ts';
import { useApp } from '../kit/session-context.tsx';
import { sureness } from '../text/sureness.ts';
import { Bar } from './bar.tsx';
import { Emote } from './emote.tsx';
import { Panel } from './panel.tsx';
import { signedPercent } from './sentiment-bar.tsx';

const FACES: Readonly<Record<Mood, string>> = {
  joy: '😄',
  hype: '🔥',
  sad: '😢',
  anger: '😡',
  confusion: '🤔',
  calm: '😌',
};

/** What chat feels, how sure that is, and what moves it. */
export function MoodPanel() {
  const mood = useApp((state) => state.watched.mood);
  return (
    <Panel title="Mood" name="mood" aside={mood && <span className="small muted">{sureness(mood.confidence)}</span>}>
      {mood === null ? <p className="empty">Chat has not said enough yet.</p> : <MoodReading mood={mood} />}
    </Panel>
  );
}

function MoodReading({ mood }: { readonly mood: MoodFrame }) {
  return (
    <>
      <p className="feeling">
        <span className="emoji" aria-hidden="true">
          {FACES[mood.mood]}
        </span>
        <strong>{mood.mood}</strong>
        <span className="muted">{signedPercent(mood.score)}</span>
      </p>
      <SharesBar mood={mood} />
      <ul className="moods">
        {MOODS.map((name) => (
          <li key={name}>
            <span>{name}</span>
            <Bar share={mood.moods[name]} {...(name === mood.mood ? { color: mood.color } : {})} />
            <span className="muted">{share(mood.moods[name])}</span>
          </li>
        ))}
      </ul>
      <Drivers mood={mood} />
    </>
  );
}

/** Positive, neutral and negative messages as parts of one bar. */
function SharesBar({ mood: { positive, neutral, negative } }: { readonly mood: MoodFrame }) {
  const words = `${share(positive)} positive, ${share(neutral)} neutral, ${share(negative)} negative`;
  return (
    <span className="shares" role="img" aria-label={words} title={words}>
      <span className="positive" style={{ flexGrow: positive }} />
      <span className="neutral" style={{ flexGrow: neutral }} />
      <span className="negative" style={{ flexGrow: negative }} />
    </span>
  );
}

function Drivers({ mood }: { readonly mood: MoodFrame }) {
  const pictures = useApp((state) => state.watched.emotes);
  if (mood.drivers.length === 0) return null;
  return (
    <p className="drivers small">
      <span className="muted">Moved by </span>
      {mood.drivers.slice(0, 6).map(({ token, valence, learned }) => (
        <span
          key={token}
          className={valence < 0 ? 'driver negative' : 'driver positive'}
          title={`${signedPercent(valence)}${learned ? ', learned in this channel' : ''}`}
        >
          {valence < 0 ? '−' : '+'}
          <Emote name={token} picture={pictures.get(token)} />
        </span>
      ))}
    </p>
  );
}

function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}
