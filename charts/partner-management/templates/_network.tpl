{{- define "pms.toDns" -}}
- ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
  {{- with .Values.networkPolicy.dns }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "pms.toPostgres" -}}
- ports: [{ port: {{ .Values.postgres.port }} }]
  {{- if .Values.evaluation.enabled }}
  to:
    - podSelector:
        matchLabels:
          {{- include "pms.selector" (list . "postgres") | nindent 10 }}
  {{- else if .Values.postgres.cloudnativepg.enabled }}
  to:
    - podSelector: { matchLabels: { cnpg.io/cluster: {{ include "pms.name" (list . "postgres") }} } }
  {{- else if .Values.networkPolicy.postgres }}
  to:
    {{- toYaml .Values.networkPolicy.postgres | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "pms.toKafka" -}}
- ports:
    {{- range include "pms.brokerPorts" . | fromJsonArray }}
    - port: {{ . }}
    {{- end }}
  {{- if .Values.evaluation.enabled }}
  to:
    - podSelector:
        matchLabels:
          {{- include "pms.selector" (list . "kafka") | nindent 10 }}
  {{- else if .Values.networkPolicy.kafka }}
  to:
    {{- toYaml .Values.networkPolicy.kafka | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* The port of the mail server, for which an address without one has the usual. */}}
{{- define "pms.mailPort" -}}
{{- $url := .Values.mail.smtpUrl -}}
{{- $address := regexReplaceAll "^smtps?://([^@/]*@)?" $url "" -}}
{{- regexFind ":[0-9]+" $address | trimPrefix ":" | default (ternary "465" "587" (hasPrefix "smtps:" $url)) -}}
{{- end -}}

{{- define "pms.toTraces" -}}
{{- $url := urlParse .Values.tracing.endpoint -}}
- ports: [{ port: {{ regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (ternary "443" "80" (eq $url.scheme "https")) }} }]
  {{- with .Values.networkPolicy.traces }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
