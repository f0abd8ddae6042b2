# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app

# The manifests alone, so that a change of code keeps the layer with the dependencies.
COPY package.json package-lock.json ./
COPY libs/scalekit-federation/package.json libs/scalekit-federation/
COPY libs/scalekit-emulator/package.json libs/scalekit-emulator/
RUN npm ci

COPY . .
RUN npm run build && npm prune --omit=dev


FROM node:24-slim
WORKDIR /app
# NODE_ENV stays unset on purpose: this image runs the emulator, which refuses production, and the
# apps beside it over http.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
# One image for all three servers; docker-compose.yml says which one a container runs.
CMD ["node", "dist/apps/sample/src/main.js"]
