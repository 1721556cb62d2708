import { PROBLEM_KINDS } from '../http/problem.ts';
import type { ApiDocument, ApiOperation, ApiSchema } from '../openapi/api-document.ts';
import { SOCKET_PATHS } from '../openapi/socket-schema.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/** The OpenAPI document for people. */
export function docsPage(document: ApiDocument): string {
  const { info, tags, components } = document;
  return layout(
    `${info.title} API`,
    html`<h1>${info.title} API <span class="dim">${info.version}</span></h1>
      <p>${info.description}</p>
      <p>
        For programs: <a href="/api/openapi.json">openapi.json</a>, <a href="/api/ws-schema.json">ws-schema.json</a>.
        Counters: <a href="/metrics">/metrics</a>.
      </p>
      ${tags.map((tag) => tagSection(tag, document))} ${socketSection()}
      <h2 id="schemas">Schemas</h2>
      ${Object.entries(components.schemas).map(([name, schema]) => schemaSection(name, schema))} ${problemSection()}`,
  );
}

function tagSection(tag: ApiDocument['tags'][number], { paths }: ApiDocument): Html {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag.name))
      .map(([method, operation]) => operationSection(method, path, operation)),
  );
  return html`<h2>${tag.name}</h2>
    <p class="dim">${tag.description}</p>
    ${operations}`;
}

function operationSection(method: string, path: string, operation: ApiOperation): Html {
  const { parameters = [], responses, requestBody } = operation;
  const body = requestBody?.content['application/json'];
  return html`<section>
    <h3 id="${operation.operationId}">
      <span class="method">${method.toUpperCase()}</span> <span class="path">${path}</span>
      ${operation.security === undefined ? html`` : html`<span class="token">token</span>`}
    </h3>
    <p>${operation.summary}. <span class="dim">${operation.description}</span></p>
    ${
      parameters.length === 0
        ? html``
        : html`<table>
            <tr>
              <th>Parameter</th>
              <th>In</th>
              <th>What</th>
            </tr>
            ${parameters.map(
              (parameter) =>
                html`<tr>
                  <td><code>${parameter.name}</code>${parameter.required === true ? ' *' : ''}</td>
                  <td>${parameter.in}</td>
                  <td>${parameter.description ?? ''}</td>
                </tr>`,
            )}
          </table>`
    }
    ${body === undefined ? html`` : html`<p>Body: ${schemaLink(body.schema)}</p>`}
    <table>
      <tr>
        <th>Status</th>
        <th>Answer</th>
        <th>Schema</th>
      </tr>
      ${Object.entries(responses).map(
        ([status, { description, content }]) =>
          html`<tr>
            <td>${status}</td>
            <td>${description}</td>
            <td>${Object.values(content ?? {}).map(({ schema }) => schemaLink(schema))}</td>
          </tr>`,
      )}
    </table>
  </section>`;
}

function socketSection(): Html {
  return html`<h2 id="websockets">WebSockets</h2>
    <table>
      <tr>
        <th>Path</th>
        <th>What</th>
        <th>Query</th>
      </tr>
      ${SOCKET_PATHS.map(
        ({ path, summary, query }) =>
          html`<tr>
            <td><code>${path}</code></td>
            <td>${summary}</td>
            <td>${query.join(', ')}</td>
          </tr>`,
      )}
    </table>`;
}

function problemSection(): Html {
  return html`<h2 id="problems">Problems</h2>
    <table>
      <tr>
        <th>Status</th>
        <th>Kind</th>
        <th>Meaning</th>
      </tr>
      ${Object.entries(PROBLEM_KINDS).map(
        ([kind, { status, title }]) =>
          html`<tr id="problem-${kind}">
            <td>${status}</td>
            <td><code>${kind}</code></td>
            <td>${title}</td>
          </tr>`,
      )}
    </table>`;
}

function schemaSection(name: string, schema: ApiSchema): Html {
  return html`<details id="schema-${name}">
    <summary><code>${name}</code> <span class="dim">${schema.description ?? ''}</span></summary>
    <pre>${JSON.stringify(schema, null, 2)}</pre>
  </details>`;
}

function schemaLink(schema: ApiSchema): Html {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? html`<span class="dim">text</span>` : html`<a href="#schema-${name}">${name}</a>`;
}
