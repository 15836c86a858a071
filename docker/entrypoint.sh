#!/bin/sh
# api | worker | migrate: exec, so that signals reach Node and it can finish what it has begun.
set -e
cd /wellspring
node="node --disable-warning=ExperimentalWarning --enable-source-maps"
case "$1" in
  api) exec $node apps/api/src/main.ts ;;
  worker) exec $node apps/worker/src/main.ts ;;
  migrate) exec $node packages/core/src/cli.ts migrate ;;
  *) exec "$@" ;;
esac
