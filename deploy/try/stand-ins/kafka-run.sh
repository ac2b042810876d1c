#!/bin/bash
# As the official image does it: variables KAFKA_X_Y become the property x.y, the storage is formatted once with CLUSTER_ID.
set -euo pipefail
properties=/opt/kafka/config/server.properties
env | grep '^KAFKA_' | grep -Ev '^KAFKA_(HEAP_OPTS|OPTS|LOG4J_OPTS|JVM_PERFORMANCE_OPTS|VERSION)=' | while IFS='=' read -r name value; do
  name=${name#KAFKA_}
  # Three underscores are a dash, two are one, one is a dot.
  name=$(printf '%s' "${name,,}" | sed -e 's/___/-/g' -e 's/__/\x01/g' -e 's/_/./g' -e 's/\x01/_/g')
  printf '%s=%s\n' "$name" "$value"
done > "$properties"
java=(java -XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile=/etc/kafka/docker/log4j2.xml -cp '/opt/kafka/libs/*')
"${java[@]}" kafka.tools.StorageTool format --ignore-formatted -t "${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" -c "$properties"
# shellcheck disable=SC2086 # several options
exec "${java[0]}" ${KAFKA_HEAP_OPTS:--Xmx1G -Xms1G} "${java[@]:1}" kafka.Kafka "$properties"
