import { html, type Html } from './html.ts';

/** A page without script; its style comes from this server. */
export function layout(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/api/docs.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.markup;
}

export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dce2, #343a44); --soft: light-dark(#f5f6f8, #1b1f26); --dim: light-dark(#566070, #a2acba); }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: light-dark(#fff, #12151a); color: light-dark(#14181f, #e8ebf0); }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); } h3 { margin: 2.2rem 0 .3rem; font-size: 1.05rem; }
code, pre, .path { font-family: ui-monospace, monospace; font-size: .92em; }
pre { padding: .8rem 1rem; overflow-x: auto; background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; }
.method { display: inline-block; min-width: 4.2rem; font-weight: 700; } .dim { color: var(--dim); }
.token { padding: .05rem .5rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .8rem; }
table { width: 100%; border-collapse: collapse; margin: .6rem 0; } th, td { padding: .35rem .6rem .35rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--dim); font-size: .85rem; } a { color: light-dark(#0b57d0, #8ab4f8); } a:focus-visible { outline: 2px solid; outline-offset: 2px; }
summary { cursor: pointer; }
`;
