{{- define "pms.evaluation.postgres" -}}
args: [postgres, -c, max_connections=300]
env:
  - { name: PGDATA, value: /var/lib/postgresql/18/docker }
  - { name: POSTGRES_PASSWORD, valueFrom: { secretKeyRef: { name: {{ include "pms.secret" (list . "postgres") }}, key: password } } }
  - { name: POSTGRES_INITDB_ARGS, value: --auth=scram-sha-256 --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 }
# While it creates its data it listens on a socket alone; asked by its address it says when it is really there.
startupProbe:
  exec: { command: [pg_isready, -h, 127.0.0.1, -U, postgres] }
  periodSeconds: 2
  timeoutSeconds: 5
  failureThreshold: 60
readinessProbe:
  exec: { command: [pg_isready, -h, 127.0.0.1, -U, postgres] }
  timeoutSeconds: 5
livenessProbe:
  tcpSocket: { port: postgres }
  timeoutSeconds: 5
  failureThreshold: 6
volumeMounts:
  - { name: data, mountPath: /var/lib/postgresql }
  - { name: run, mountPath: /var/run/postgresql }
  - { name: tmp, mountPath: /tmp }
{{- end -}}

{{- define "pms.evaluation.kafka" -}}
env:
  - { name: CLUSTER_ID, value: cGFydG5lci1tYW5hZ2VtZQ }
  - { name: KAFKA_NODE_ID, value: "1" }
  - { name: KAFKA_PROCESS_ROLES, value: "broker,controller" }
  - { name: KAFKA_CONTROLLER_QUORUM_VOTERS, value: "1@localhost:9093" }
  - { name: KAFKA_CONTROLLER_LISTENER_NAMES, value: CONTROLLER }
  - { name: KAFKA_LISTENERS, value: "PLAINTEXT://:9092,CONTROLLER://:9093,FORWARDED://localhost:9094" }
  # The last one is for kubectl port-forward alone, which comes from inside of the pod.
  - { name: KAFKA_ADVERTISED_LISTENERS, value: "PLAINTEXT://{{ include "pms.name" (list . "kafka") }}:9092,FORWARDED://localhost:9094" }
  - { name: KAFKA_LISTENER_SECURITY_PROTOCOL_MAP, value: "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,FORWARDED:PLAINTEXT" }
  - { name: KAFKA_LOG_DIRS, value: /var/lib/kafka/data/logs }
  - { name: KAFKA_AUTO_CREATE_TOPICS_ENABLE, value: "false" }
  # There is one node to copy to.
  - { name: KAFKA_DEFAULT_REPLICATION_FACTOR, value: "1" }
  - { name: KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR, value: "1" }
  - { name: KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS, value: "5" }
  - { name: KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR, value: "1" }
  - { name: KAFKA_TRANSACTION_STATE_LOG_MIN_ISR, value: "1" }
  - { name: KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR, value: "1" }
  - { name: KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR, value: "1" }
  - { name: KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS, value: "0" }
  - { name: KAFKA_HEAP_OPTS, value: "-Xms384m -Xmx512m" }
startupProbe:
  tcpSocket: { port: kafka }
  periodSeconds: 2
  failureThreshold: 60
readinessProbe:
  tcpSocket: { port: kafka }
livenessProbe:
  tcpSocket: { port: kafka }
  timeoutSeconds: 5
  failureThreshold: 6
volumeMounts:
  - { name: data, mountPath: /var/lib/kafka/data }
  - { name: config, mountPath: /opt/kafka/config }
  - { name: logs, mountPath: /opt/kafka/logs }
  - { name: tmp, mountPath: /tmp }
{{- end -}}

{{- define "pms.evaluation.mail" -}}
env:
  - { name: MAILDEV_SMTP_PORT, value: "1025" }
  - { name: MAILDEV_WEB_PORT, value: "1080" }
  - { name: MAILDEV_MAIL_DIRECTORY, value: /data }
startupProbe:
  tcpSocket: { port: smtp }
  periodSeconds: 2
  failureThreshold: 60
readinessProbe:
  tcpSocket: { port: smtp }
livenessProbe:
  tcpSocket: { port: smtp }
  timeoutSeconds: 5
  failureThreshold: 6
volumeMounts:
  - { name: data, mountPath: /data }
  - { name: tmp, mountPath: /tmp }
{{- end -}}
