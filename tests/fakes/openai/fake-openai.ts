import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { requestProblem, type ChatRequest } from './chat-request.ts';

/** What the server does with the next requests. */
export type OpenAiMood =
  /** Answers with what `answer` gives. */
  | 'well'
  /** Takes the request and never answers. */
  | 'silent'
  /** Sends the head at once and then one space a while, for ever. */
  | 'dripping'
  /** 429, with `Retry-After` where `retryAfter` is set. */
  | 'rate-limited'
  | 'overloaded'
  /** 401, repeating the key as some servers do. */
  | 'unauthorized'
  | 'unknown-model'
  /** 200 with a page. */
  | 'html'
  /** 200 with half a JSON document. */
  | 'half-json'
  /** 200 with JSON of another kind. */
  | 'other-json'
  /** 200 with server-sent events, which nobody asked for. */
  | 'streaming'
  /** 200 with a body that does not end. */
  | 'endless'
  | 'refusing'
  | 'filtered'
  /** Cut off at the limit of tokens. */
  | 'cut-off'
  /** Prose in place of JSON. */
  | 'chatty'
  | 'redirect'
  /** Closes the connection in the middle of the answer. */
  | 'broken';

export interface FakeOpenAi extends AsyncDisposable {
  /** Base URL, with /v1. */
  readonly url: string;
  mood: OpenAiMood;
  /** Forms of response the server refuses with 400. */
  refusedFormats: readonly ('json_schema' | 'json_object')[];
  refusedField: 'max_tokens' | 'max_completion_tokens' | null;
  /** Seconds; null leaves the header out. */
  retryAfter: string | null;
  /** What the answer claims to have cost; null leaves it out, 'true' counts four characters a token. */
  usage: object | 'true' | null;
  /** Content of the answer, as text or as an object to be written as JSON. */
  answer: (request: ChatRequest) => string | object;
  readonly requests: ChatRequest[];
  /** Requests that were no Chat Completions at all; a test that ends with one has found a bug. */
  readonly problems: string[];
  /** Most requests under way at once. */
  readonly busiest: number;
  /** Resolves when so many requests have arrived in all. */
  arrived(requests: number): Promise<void>;
  /** Stops listening; the address refuses connections then. */
  die(): Promise<void>;
}

const PATH = '/v1/chat/completions';

/** An OpenAI-compatible server that is strict about what it takes and as bad as a test wants it. */
export async function startFakeOpenAi(
  overrides: Partial<Pick<FakeOpenAi, 'mood' | 'answer' | 'usage'>> = {},
): Promise<FakeOpenAi> {
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let underWay = 0;
  const fake = {
    mood: 'well' as OpenAiMood,
    refusedFormats: [] as FakeOpenAi['refusedFormats'],
    refusedField: null as FakeOpenAi['refusedField'],
    retryAfter: null as string | null,
    usage: 'true' as FakeOpenAi['usage'],
    answer: (): string | object => ({}),
    requests: [] as ChatRequest[],
    problems: [] as string[],
    busiest: 0,
    ...overrides,
  } satisfies Partial<FakeOpenAi>;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const problem = requestProblem(request, PATH, body);
    if (problem !== null) {
      fake.problems.push(problem);
      return refuse(response, 400, problem);
    }
    const asked = JSON.parse(body) as ChatRequest;
    fake.requests.push(asked);
    fake.busiest = Math.max(fake.busiest, ++underWay);
    response.on('close', () => underWay--);
    for (const { count, resolve } of waiting) if (fake.requests.length >= count) resolve();
    const format = asked.response_format?.type;
    if (format !== undefined && fake.refusedFormats.includes(format))
      return refuse(response, 400, `'response_format.type' ${format} is not supported`);
    if (fake.refusedField !== null && asked[fake.refusedField] !== undefined)
      return refuse(response, 400, `Unsupported parameter: '${fake.refusedField}' is not supported with this model.`);
    respond(asked, request, response);
  }

  function respond(asked: ChatRequest, request: IncomingMessage, response: ServerResponse): void {
    const say = (content: string | null, more: object = {}, finish = 'stop'): void =>
      sendJson(response, 200, completion(asked, content, more, finish, fake.usage));
    switch (fake.mood) {
      case 'well': {
        const answer = fake.answer(asked);
        return say(typeof answer === 'string' ? answer : JSON.stringify(answer));
      }
      case 'silent':
        return;
      case 'dripping':
        return drip(response);
      case 'rate-limited':
        if (fake.retryAfter !== null) response.setHeader('retry-after', fake.retryAfter);
        return refuse(response, 429, 'Rate limit reached');
      case 'overloaded':
        return refuse(response, 503, 'The server is overloaded');
      case 'unauthorized':
        return refuse(response, 401, `Incorrect API key provided: ${request.headers.authorization?.slice(7)}`);
      case 'unknown-model':
        return refuse(response, 404, `The model ${asked.model} does not exist`);
      case 'html':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
      case 'half-json':
        return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices": [{"mess');
      case 'other-json':
        return sendJson(response, 200, { choices: [{ message: 'hello' }], usage: 'lots' });
      case 'streaming':
        return void response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end('data: {"choices":[{"delta":{"content":"{}"}}]}\n\ndata: [DONE]\n\n');
      case 'endless':
        return pour(response);
      case 'refusing':
        return say(null, { refusal: 'I cannot help with that.' });
      case 'filtered':
        return say('', {}, 'content_filter');
      case 'cut-off':
        return say('{"overview": "Chat is', {}, 'length');
      case 'chatty':
        return say('Sure! Here is a lovely summary of the chat.');
      case 'redirect':
        return void response.writeHead(307, { location: 'http://127.0.0.1:9/v1/chat/completions' }).end();
      case 'broken':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
        response.write('{"choices"', () => response.destroy());
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const die = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}/v1`,
    arrived(count: number): Promise<void> {
      if (fake.requests.length >= count) return Promise.resolve();
      return new Promise<void>((resolve) => waiting.push({ count, resolve }));
    },
    die,
    [Symbol.asyncDispose]: die,
  });
}

function completion(
  { messages, model }: ChatRequest,
  content: string | null,
  message: object,
  finish: string,
  usage: FakeOpenAi['usage'],
): object {
  const characters = messages.reduce((sum, each) => sum + each.content.length, 0);
  const [prompt, written] = [Math.ceil(characters / 4), Math.ceil((content ?? '').length / 4)];
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content, refusal: null, ...message } }],
    ...(usage === null
      ? {}
      : { usage: usage === 'true' ? { prompt_tokens: prompt, completion_tokens: written } : usage }),
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { message, type: 'error', code: null } });
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  const part = Buffer.alloc(64 * 1024, ' ');
  const more = (): void => {
    let hasRoom = true;
    while (hasRoom && !response.destroyed) hasRoom = response.write(part);
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.on('drain', more);
  more();
}
