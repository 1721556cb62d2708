# syntax=docker/dockerfile:1
# Three stages: the pages are built, dependencies are installed where npm may write, and the image that runs holds only
# what running takes.

FROM node:24-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci --ignore-scripts
COPY scripts/build-client.ts scripts/
COPY scripts/build-client scripts/build-client
COPY src src
COPY data data
RUN node scripts/build-client.ts --force

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings Node 24 itself, so the copy of it that pins the version elsewhere is left out.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/node node_modules/.bin/node node_modules/node-bin-*

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    DATABASE_URL=sqlite:/data/hypewire.db
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY --from=pages /app/dist/web dist/web
COPY src src
# Fonts for the charts come with data/: a slim image has none of its own.
COPY data data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.WEB_PORT || 8080) + '/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node runs as process 1 and handles SIGTERM itself; npm would stand between.
CMD ["node", "src/main.ts"]
