#!/bin/bash
# For clusters that can pull no image: stand-ins for the published images (bases.sh) and all of ours under two tags, in one archive for
# `ctr --namespace k8s.io images import`, `kind load image-archive` or the like. Needs what try.sh needs, but for docker-compose.
#   deploy/try/cluster-images.sh <archive.tar>
set -euo pipefail
archive=$(realpath "${1:?where to write the archive}")
cd "$(dirname "$0")/../.."
. deploy/try/engine.sh
export PATH=$PWD/node_modules/.bin:$PATH
trap stop_engine EXIT

# The tag that is installed, and the one that is upgraded to: their labels differ, their code is that of this folder.
tags=(0.1.0 0.1.1)
start_engine
deploy/try/bases.sh "$folder"
for tag in "${tags[@]}"; do build_images "$tag" --build-arg "VERSION=$tag"; done
names=(postgres:18 apache/kafka:4.1.1 maildev/maildev:3.0.0)
for tag in "${tags[@]}"; do for name in "${images[@]}"; do names+=("partner-management/$name:$tag"); done; done
docker save --output "$archive" "${names[@]}"
