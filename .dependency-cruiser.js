/**
 * The rooms of src/ and what each may import. ARCHITECTURE.md explains the table; this file enforces it.
 * Only the composition roots (app.ts, main.ts, src/cli/) know concrete classes.
 */
const rooms = {
  domain: [],
  lib: ['domain'],
  config: ['domain', 'lib'],
  telemetry: ['domain', 'lib'],
  pipeline: ['domain', 'lib'],
  commands: ['domain', 'lib', 'pipeline'],
  'bot/twitch': ['domain', 'lib', 'telemetry'],
  'bot/discord': ['domain', 'lib', 'telemetry'],
  models: ['domain', 'lib', 'telemetry'],
  charts: ['domain', 'lib'],
  storage: ['domain', 'lib', 'telemetry'],
  replay: ['domain', 'lib'],
  runtime: ['domain', 'lib', 'telemetry', 'pipeline'],
  terminal: ['domain', 'lib'],
  web: ['domain', 'lib', 'telemetry'],
  'web/client': ['domain', 'lib'],
  handoff: ['domain', 'lib'],
};

const own = (room) => `^src/${room}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `room-${room.replace('/', '-')}`,
      comment: `src/${room} may import only itself and: ${allowed.join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: own(room) },
      to: { path: '^src/', pathNot: [room, ...allowed].map(own) },
    })),
    {
      name: 'every-room-is-listed',
      comment: 'A new room gets a line in the table above before its first import.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: [...Object.keys(rooms).map(own), '^src/(cli|app)/'] },
      to: { path: '^src/' },
    },
    {
      name: 'core-is-pure',
      comment: 'The core does no I/O: no library, no node: module.',
      severity: 'error',
      from: { path: '^src/(domain|pipeline)/', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'] },
    },
    {
      name: 'twurple-stays-in-its-room',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/bot/twitch/' },
      to: { path: 'node_modules/@twurple' },
    },
    {
      name: 'discord-js-stays-in-its-room',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/bot/discord/' },
      to: { path: 'node_modules/discord[.]js' },
    },
    {
      name: 'pages-stay-in-the-browser',
      comment: 'The server hands out the built files and never loads their source.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/web/client/' },
      to: { path: ['^src/web/client/', 'node_modules/(react|react-dom|uplot)/'] },
    },
    {
      name: 'source-never-imports-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]test[.]ts$' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(docs|tests/tools)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
