# Parlor's component with the widget and the operator desk. Build from the project's top folder:
#   docker build -f docker/component.Dockerfile -t parlor .
FROM debian:trixie-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /parlor
# The packages first: they change less often than the sources, so this layer is kept.
COPY package.json package-lock.json tsconfig.json .npmrc ./
COPY component/package.json component/
COPY widget/package.json widget/
COPY operator-web/package.json operator-web/
COPY test/package.json test/
RUN npm install --no-save --no-fund --no-audit --include-workspace-root -w component -w widget -w operator-web
COPY component component
COPY widget widget
COPY operator-web operator-web
RUN npm run build -w component && npm run build -w widget && npm run build -w operator-web
# What runs: the component's own packages and no tools.
RUN rm -rf node_modules */node_modules \
 && npm install --no-save --no-fund --no-audit --omit=dev -w component \
 && mkdir -p component/node_modules

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates nodejs \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home parlor \
 && install -d -o parlor -g parlor -m 0750 /data
WORKDIR /parlor
COPY --from=build /parlor/package.json ./
COPY --from=build /parlor/node_modules node_modules
COPY --from=build /parlor/component/package.json component/
COPY --from=build /parlor/component/node_modules component/node_modules
COPY --from=build /parlor/component/protocol/*.js component/protocol/
COPY --from=build /parlor/component/dist component/dist
COPY --from=build /parlor/widget/dist widget/dist
COPY --from=build /parlor/operator-web/dist operator-web/dist

ENV NODE_ENV=production PARLOR_DATA=/data PARLOR_CONFIG=/etc/parlor/parlor.yaml
USER parlor
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=10s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PARLOR_HTTP_PORT ?? 8080}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# Saves 3 MB of the idle component (mallopt(3), prosody/start/component.mjs).
ENV MALLOC_TRIM_THRESHOLD_=131072
CMD ["node", "component/dist/main.js"]
