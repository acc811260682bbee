# One image per service: docker build --build-arg APP=gateway --tag continuum/gateway .
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY . .
RUN npm ci --omit=dev --omit=optional

FROM node:24-slim
ARG APP
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/package.json ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps/${APP} ./apps/${APP}
WORKDIR /app/apps/${APP}
USER 10001
CMD ["node", "--enable-source-maps", "dist/main.js"]
