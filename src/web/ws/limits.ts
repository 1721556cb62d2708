/** Every bound of the WebSocket side, and what happens beyond it. */
export interface SocketLimits {
  /** Beyond: refused with 503 before the upgrade. */
  readonly clientsMax: number;
  /** Beyond: refused with an error frame. */
  readonly channelsPerClientMax: number;
  /** Channels watched only because sockets listen to them. Beyond: refused with an error frame. */
  readonly heldChannelsMax: number;
  /** Such channels that are new. Beyond: refused with an error frame. Twitch lets a bot into no more than 20 in 10 s. */
  readonly newChannelsBurst: number;
  readonly newChannelsPerSecond: number;
  /** One frame from a client. Beyond: closed with 1009. */
  readonly inboundBytesMax: number;
  /** Frames from one client. Beyond: closed with 1008. */
  readonly commandBurst: number;
  readonly commandsPerSecond: number;
  /** Frames on their way to one client that must arrive one by one. Beyond: closed with 1013. */
  readonly outgoingBytesMax: number;
  /** A client that answers no ping until the next one is cut off. */
  readonly pingEveryMs: number;
  /** For a close to be answered; then the connection is cut. */
  readonly closeGraceMs: number;
  /** Recent events of one channel, for clients that come back. Beyond: the oldest are dropped and the client is told. */
  readonly logEventsMax: number;
  readonly logBytesMax: number;
  /** A log that nobody listens to is forgotten after this, and earlier when there are more than so many. */
  readonly logKeepMs: number;
  readonly idleLogsMax: number;
  /** Known chatters of a channel. Beyond: the one written longest ago is forgotten. */
  readonly usersPerChannelMax: number;
  readonly userTtlMs: number;
}

export const SOCKET_LIMITS: SocketLimits = {
  clientsMax: 1_000,
  channelsPerClientMax: 50,
  heldChannelsMax: 200,
  newChannelsBurst: 100,
  newChannelsPerSecond: 2,
  inboundBytesMax: 4_096,
  commandBurst: 100,
  commandsPerSecond: 10,
  outgoingBytesMax: 1024 * 1024,
  pingEveryMs: 30_000,
  closeGraceMs: 5_000,
  logEventsMax: 200,
  logBytesMax: 256 * 1024,
  logKeepMs: 120_000,
  idleLogsMax: 200,
  usersPerChannelMax: 2_000,
  userTtlMs: 10 * 60_000,
};
