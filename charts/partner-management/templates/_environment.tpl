{{- define "pms.postgresHost" -}}
{{- if .Values.evaluation.enabled -}}
{{- include "pms.name" (list . "postgres") -}}
{{- else if .Values.postgres.cloudnativepg.enabled -}}
{{- include "pms.name" (list . "postgres") -}}-rw
{{- else -}}
{{- .Values.postgres.host -}}
{{- end -}}
{{- end -}}

{{- define "pms.postgresCa" -}}
{{- if .Values.evaluation.enabled -}}
{{- else if .Values.postgres.cloudnativepg.enabled -}}
{{- include "pms.name" (list . "postgres") -}}-ca
{{- else -}}
{{- .Values.postgres.caSecret -}}
{{- end -}}
{{- end -}}

{{/* Address of a service's database, its password expanded by the kubelet: (list $ "leads" "app"). */}}
{{- define "pms.databaseUrl" -}}
{{- $root := index . 0 -}}{{- $database := index . 1 -}}{{- $role := index . 2 -}}
{{- $tls := "" -}}
{{- if eq $root.Values.postgres.sslMode "verify-full" -}}
{{- $tls = "?sslmode=verify-full" -}}
{{- with include "pms.postgresCa" $root -}}{{- $tls = printf "%s&sslrootcert=/etc/partner-management/postgres/ca.crt" $tls -}}{{- end -}}
{{- end -}}
postgres://{{ $database }}_{{ $role }}:$(DATABASE_PASSWORD)@{{ include "pms.postgresHost" $root }}:{{ $root.Values.postgres.port }}/{{ $database }}{{ $tls }}
{{- end -}}

{{- define "pms.brokers" -}}
{{- if .Values.evaluation.enabled -}}
{{- include "pms.name" (list . "kafka") -}}:9092
{{- else if .Values.kafka.brokers -}}
{{- .Values.kafka.brokers -}}
{{- else if .Values.kafka.strimzi.enabled -}}
{{- .Values.kafka.strimzi.cluster -}}-kafka-bootstrap:9093
{{- end -}}
{{- end -}}

{{- define "pms.kafkaCa" -}}
{{- if .Values.evaluation.enabled -}}
{{- else if .Values.kafka.caSecret -}}
{{- .Values.kafka.caSecret -}}
{{- else if .Values.kafka.strimzi.enabled -}}
{{- .Values.kafka.strimzi.cluster -}}-cluster-ca-cert
{{- end -}}
{{- end -}}

{{/* The Secret with a service's password at the brokers; Strimzi makes one of its user's name: (list $ "identity"). */}}
{{- define "pms.kafkaSecret" -}}
{{- if (index . 0).Values.kafka.strimzi.enabled -}}
{{- include "pms.name" . -}}
{{- else -}}
{{- include "pms.secret" (list (index . 0) (printf "%s-kafka" (index . 1))) -}}
{{- end -}}
{{- end -}}

{{/* Ports of a list of brokers, as a list in JSON. */}}
{{- define "pms.brokerPorts" -}}
{{- $ports := list -}}
{{- range splitList "," (include "pms.brokers" .) -}}{{- $ports = append $ports (splitList ":" . | last | atoi) -}}{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}

{{/* How to reach the broker: (list $ "identity"). */}}
{{- define "pms.kafkaEnv" -}}
{{- $root := index . 0 -}}
- { name: KAFKA_BROKERS, value: {{ include "pms.brokers" $root | quote }} }
- { name: KAFKA_PREFIX, value: {{ $root.Values.kafka.prefix | quote }} }
{{- if not $root.Values.evaluation.enabled }}
- { name: KAFKA_TLS, value: {{ $root.Values.kafka.tls | toString | quote }} }
{{- if include "pms.kafkaCa" $root }}
- { name: NODE_EXTRA_CA_CERTS, value: /etc/partner-management/kafka/ca.crt }
{{- end }}
{{- with $root.Values.kafka.sasl }}
- { name: KAFKA_SASL_MECHANISM, value: {{ . }} }
{{- if $root.Values.kafka.strimzi.enabled }}
- { name: KAFKA_USERNAME, value: {{ include "pms.name" $ }} }
{{- else }}
- { name: KAFKA_USERNAME, valueFrom: { secretKeyRef: { name: {{ include "pms.kafkaSecret" $ }}, key: username } } }
{{- end }}
- { name: KAFKA_PASSWORD, valueFrom: { secretKeyRef: { name: {{ include "pms.kafkaSecret" $ }}, key: password } } }
{{- end }}
{{- end }}
{{- end -}}

{{/* The whole environment of a service: (list $ "identity" $service). */}}
{{- define "pms.env" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}{{- $service := index . 2 -}}
- { name: NODE_ENV, value: production }
- { name: HOST, value: 0.0.0.0 }
- { name: PORT, value: "3000" }
- { name: MANAGEMENT_HOST, value: 0.0.0.0 }
- { name: MANAGEMENT_PORT, value: "3200" }
- { name: SHUTDOWN_DELAY, value: PT{{ $service.farewellSeconds }}S }
- { name: SHUTDOWN_TIMEOUT, value: PT{{ $service.shutdownSeconds }}S }
- { name: PUBLIC_URL, value: {{ $root.Values.publicUrl | quote }} }
{{- if $service.tokens }}
- { name: JWKS_URL, value: {{ include "pms.url" (list $root "identity") }}/.well-known/jwks.json }
{{- end }}
{{- range $service.calls }}
- { name: {{ upper . | replace "-" "_" }}_URL, value: {{ include "pms.url" (list $root .) }} }
{{- end }}
{{- with $service.database }}
- { name: DATABASE_PASSWORD, valueFrom: { secretKeyRef: { name: {{ include "pms.secret" (list $root (printf "%s-database" $name)) }}, key: password } } }
- { name: DATABASE_URL, value: {{ include "pms.databaseUrl" (list $root . "app") | quote }} }
{{- end }}
{{- if $service.kafka }}
{{ include "pms.kafkaEnv" (list $root $name) }}
{{- end }}
{{- if $service.mail }}
{{ include "pms.mailEnv" $root }}
{{- end }}
{{- /* What only hands out files has nothing to trace. */}}
{{- if and $root.Values.tracing.endpoint $service.database }}
- { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ $root.Values.tracing.endpoint | quote }} }
- { name: OTEL_TRACES_SAMPLER, value: parentbased_traceidratio }
- { name: OTEL_TRACES_SAMPLER_ARG, value: {{ printf "%.4f" (float64 $root.Values.tracing.share) | quote }} }
{{- end }}
{{- range $service.secretEnv }}
- { name: {{ . }}, valueFrom: { secretKeyRef: { name: {{ include "pms.secret" (list $root $name) }}, key: {{ . }} } } }
{{- end }}
{{- range $variable, $value := $service.env }}
- { name: {{ $variable }}, value: {{ tpl $value $root | quote }} }
{{- end }}
{{- with $service.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "pms.mailEnv" -}}
{{- with .Values.mail.existingSecret }}
- { name: SMTP_USERNAME, valueFrom: { secretKeyRef: { name: {{ . }}, key: username } } }
- { name: SMTP_PASSWORD, valueFrom: { secretKeyRef: { name: {{ . }}, key: password } } }
{{- end }}
{{- /* Without a mail server nobody listens there, so that mails wait and are tried again. */}}
- name: SMTP_URL
  value: {{ ternary (printf "smtp://%s:1025?ignoreTLS=true" (include "pms.name" (list . "mail"))) (ternary "smtp://localhost:25" .Values.mail.smtpUrl .Values.mail.none) .Values.evaluation.enabled | quote }}
- { name: MAIL_FROM, value: {{ .Values.mail.from | quote }} }
{{- end -}}

{{/* What the migrations of a service get. The evaluation makes database and roles as well, with the administrator's password: (list $ "leads" "leads"). */}}
{{- define "pms.migrationEnv" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}{{- $prefix := upper $name | replace "-" "_" -}}
- { name: NODE_ENV, value: production }
{{- if $root.Values.evaluation.enabled }}
- { name: DATABASE_PREFIX, value: "" }
- { name: DATABASE_PASSWORD, valueFrom: { secretKeyRef: { name: {{ include "pms.secret" (list $root "postgres") }}, key: password } } }
- { name: ADMIN_DATABASE_URL, value: {{ printf "postgres://postgres:$(DATABASE_PASSWORD)@%s:5432/postgres" (include "pms.postgresHost" $root) | quote }} }
- { name: {{ $prefix }}_OWNER_PASSWORD, valueFrom: { secretKeyRef: { name: {{ include "pms.secret" (list $root (printf "%s-owner" $name)) }}, key: password } } }
- { name: {{ $prefix }}_RUNTIME_PASSWORD, valueFrom: { secretKeyRef: { name: {{ include "pms.secret" (list $root (printf "%s-database" $name)) }}, key: password } } }
{{- else }}
- { name: DATABASE_PASSWORD, valueFrom: { secretKeyRef: { name: {{ include "pms.secret" (list $root (printf "%s-owner" $name)) }}, key: password } } }
- { name: {{ $prefix }}_MIGRATION_DATABASE_URL, value: {{ include "pms.databaseUrl" (list $root (index . 2) "owner") | quote }} }
- { name: {{ $prefix }}_RUNTIME_ROLE, value: {{ index . 2 }}_app }
{{- end }}
{{- end -}}
