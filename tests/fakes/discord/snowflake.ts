/** First second of 2015, from which Discord counts. Source: Discord's "Snowflakes" reference. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** Ids that grow, are unique within one fake and tell their time of birth, which discord.js reads from them. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const fromTime = BigInt(Math.floor(now()) - DISCORD_EPOCH_MS) << 22n;
    last = fromTime > last ? fromTime : last + 1n;
    return String(last);
  };
}
