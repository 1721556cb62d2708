import { useEffect, useState } from 'react';
import { count } from '../../../lib/format.ts';
import type { HeadlineFrame } from '../../../lib/wire/headline.ts';
import { useApp } from '../kit/session-context.tsx';
import { SentimentBar, signedPercent } from './sentiment-bar.tsx';
import { sureness } from '../text/sureness.ts';

/** What chat is saying now, in at most two sentences, and what that rests on. */
export function HeadlinePanel() {
  const channel = useApp((state) => state.watched.channel);
  const headline = useApp((state) => state.watched.headline);
  const stream = useApp(({ channels }) => channels?.find(({ name }) => name === channel)?.stream ?? null);
  return (
    <section className="panel headline" aria-label="What chat is saying">
      <header>
        <h1>
          <bdi>{channel}</bdi>
        </h1>
        <span className="stream small">
          <bdi>{stream === null ? '' : `${stream.title} · ${stream.category}`}</bdi>
        </span>
        {headline !== null && <Grounds headline={headline} />}
      </header>
      {headline === null ? (
        <p className="sentence muted">Listening …</p>
      ) : (
        <>
          <p className="sentence">
            <bdi>{headline.headline}</bdi>
          </p>
          <SpokenNowAndThen text={headline.headline} />
          <Buckets headline={headline} />
        </>
      )}
    </section>
  );
}

function Grounds({ headline }: { readonly headline: HeadlineFrame }) {
  return (
    <p className="grounds small muted">
      <span>
        Sentiment <strong>{signedPercent(headline.sentiment)}</strong>
      </span>
      <SentimentBar value={headline.sentiment} />
      <span>{sureness(headline.confidence)}</span>
    </p>
  );
}

function Buckets({ headline }: { readonly headline: HeadlineFrame }) {
  const seconds = (Date.parse(headline.window_end) - Date.parse(headline.window_start)) / 1000;
  return (
    <details className="small">
      <summary>
        From {count(headline.messages)} messages in {Math.round(seconds)} s, {headline.buckets.length}{' '}
        {headline.buckets.length === 1 ? 'topic' : 'topics'}, told by {headline.model}
      </summary>
      <ol className="buckets">
        {headline.buckets.map((bucket) => (
          <li key={bucket.id}>
            <bdi>{bucket.topic === '' ? 'everything else' : bucket.topic}</bdi>
            <span className="muted">
              {' '}
              {Math.round(bucket.share * 100)} % · {count(bucket.messages)} messages by {count(bucket.chatters)} ·{' '}
              {signedPercent(bucket.sentiment)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

const SPOKEN_EVERY_MS = 20_000;

/** For screen readers: a headline changes twice a second, and nobody wants to hear all of them. */
function SpokenNowAndThen({ text }: { readonly text: string }) {
  const [spoken, setSpoken] = useState({ text: '', at: 0 });
  useEffect(() => {
    if (text === spoken.text) return;
    const pause = Math.max(0, spoken.at + SPOKEN_EVERY_MS - Date.now());
    const timer = setTimeout(() => setSpoken({ text, at: Date.now() }), pause);
    return () => clearTimeout(timer);
  }, [text, spoken]);
  return (
    <p className="hidden-text" aria-live="polite">
      {spoken.text}
    </p>
  );
}
