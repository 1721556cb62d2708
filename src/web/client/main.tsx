import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBotApi } from './api/bot.ts';
import { createHttp } from './api/http.ts';
import { createTokenKeeper } from './api/token.ts';
import { App } from './app.tsx';
import { browserStorage } from './kit/browser-storage.ts';
import { SessionContext } from './kit/session-context.tsx';
import { browserTimers } from './kit/timers.ts';
import { startSession } from './session.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/live.css';
import './styles/channels.css';
import './styles/banner.css';
import './styles/chat.css';
import './styles/moments.css';
import './styles/recap.css';
import './styles/health.css';
import './builder/builder.css';

const token = createTokenKeeper(browserStorage('tab'));
const base = document.baseURI;
const session = startSession({
  base,
  token,
  api: createBotApi(createHttp({ base, fetch: (...request) => fetch(...request), token })),
  timers: browserTimers,
  random: Math.random,
  openSocket: (url) => new WebSocket(url),
  address: {
    hash: () => location.hash,
    replaceHash: (hash) => history.replaceState(null, '', hash),
  },
});
addEventListener('hashchange', () => session.navigated());
addEventListener('online', () => session.retryNow());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) session.retryNow();
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <SessionContext value={session}>
      <App />
    </SessionContext>
  </StrictMode>,
);
