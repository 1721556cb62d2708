/** What a provider does with every request. */
export type EmoteMood =
  | 'well'
  /** 500. */
  | 'error'
  /** 429 with `Retry-After: 1`. */
  | 'busy'
  /** Takes the request and never answers. */
  | 'silent'
  /** 200 with JSON of another shape. */
  | 'malformed'
  /** 200 with no JSON at all. */
  | 'garbage'
  /** 200 with a list that never ends. */
  | 'endless'
  /** 404 for everything. */
  | 'gone'
  /** Destroys the connection. */
  | 'broken';

/** One provider's API. Undefined where the real one answers 404. */
export interface FakeProvider {
  mood: EmoteMood;
  answer(path: string): unknown;
}
