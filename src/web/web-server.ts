import rateLimitPlugin from '@fastify/rate-limit';
import websocket from '@fastify/websocket';
import fastify from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { WebDeps } from './deps.ts';
import type { WebApp } from './http/app.ts';
import { handleErrors } from './http/error-handler.ts';
import { addSecurityHeaders } from './http/headers.ts';
import { observeRequests } from './http/observe-requests.ts';
import { guardOrigins, isLoopbackName } from './http/origin.ts';
import { RATE_LIMIT_ADDRESSES_MAX } from './http/rate-limits.ts';
import { answerBadAddress, answerUnreadable } from './http/unreadable.ts';
import { listen } from './listen.ts';
import { describeRoutes } from './openapi/document.ts';
import { openOverlays, type OverlayDesk } from './overlay/open-overlays.ts';
import { overlayPageRoutes } from './overlay/overlay-page-routes.ts';
import { overlayRoutes } from './overlay/overlay-routes.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { docsRoutes } from './routes/docs.ts';
import { API_ROUTES } from './routes/routes.ts';
import { openLiveHubs, type LiveHubs } from './ws/live-hubs.ts';
import { SOCKET_LIMITS, type SocketLimits } from './ws/limits.ts';
import { eventSocket, guardSockets, socketRoutes } from './ws/socket-routes.ts';

const REQUEST_BODY_BYTES_MAX = 64 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
/** Node looks for requests beyond their time only so often, every 30 s unless told. */
const REQUEST_TIMEOUT_CHECK_MS = 2_000;
const ADDRESS_CHARS_MAX = 200;

export interface WebServer extends AsyncDisposable {
  /** Where it listens, for people. */
  readonly url: string;
  /** Connected sockets. */
  readonly sockets: number;
}

/**
 * REST, WebSockets, `/metrics` and the dashboard on one port.
 * @throws an error whose message says what to do when the address cannot be used, or may not be without a token
 */
export async function startWebServer(deps: WebDeps, limits: SocketLimits = SOCKET_LIMITS): Promise<WebServer> {
  if (deps.webToken === null && !isLoopbackName(deps.host))
    throw new Error(`WEB_HOST ${deps.host} opens the bot to other machines. Set WEB_TOKEN too, or leave WEB_HOST out.`);
  await using stack = new AsyncDisposableStack();
  const app: WebApp = fastify({
    bodyLimit: REQUEST_BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Node takes the larger of both for the whole request, and 60 s for the head unless told.
    http: { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: REQUEST_TIMEOUT_CHECK_MS },
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerUnreadable,
    forceCloseConnections: true,
    // A 503 sent before the hooks run would leave a refused upgrade open, and the stop would wait for it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: ADDRESS_CHARS_MAX },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // Only JSON is read: it is the one format that a form of another site cannot send.
  app.removeContentTypeParser('text/plain');
  // What handlers return is checked by the compiler and, in tests, against the published document.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  addSecurityHeaders(app);
  handleErrors(app, deps.logger);
  const hubs = stack.use(openLiveHubs(deps, limits));
  const overlays = stack.use(await openOverlays(deps));
  // Before the guards: the plug-in that marks upgrades also closes the connections of those that are refused.
  await addPlugins(app, deps, hubs, limits);
  guardOrigins(app, deps.host);
  observeRequests(app, deps.observer);
  guardSockets(app, hubs);
  await addRoutes(app, deps, hubs, overlays);
  stack.defer(() => app.close());
  const url = await listen(app, deps.host, deps.port);
  const owned = stack.move();
  return {
    url,
    get sockets() {
      return hubs.sockets.size;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function addPlugins(
  app: WebApp,
  { logger, observer }: WebDeps,
  hubs: LiveHubs,
  limits: SocketLimits,
): Promise<void> {
  await app.register(rateLimitPlugin, { global: false, cache: RATE_LIMIT_ADDRESSES_MAX });
  await app.register(websocket, {
    options: { maxPayload: limits.inboundBytesMax, perMessageDeflate: false, clientTracking: false },
    // A server closes when its last connection has: sockets are told to leave first.
    preClose: () => hubs[Symbol.asyncDispose](),
    errorHandler(error, socket) {
      // What the other side does wrong is answered by the socket itself; anything else is a bug of ours.
      if ('code' in error) return logger.debug({ error }, 'a socket failed');
      observer.stageFailed('ws', error);
      socket.terminate();
    },
  });
  await describeRoutes(app);
}

async function addRoutes(app: WebApp, deps: WebDeps, hubs: LiveHubs, desk: OverlayDesk): Promise<void> {
  for (const addTo of API_ROUTES) addTo(app, deps);
  overlayRoutes(app, deps, desk.overlays);
  docsRoutes(app);
  socketRoutes(app, hubs, deps);
  overlayPageRoutes(app, desk, hubs.sockets);
  await dashboardRoutes(app, deps.clientFolder, eventSocket(hubs));
}
