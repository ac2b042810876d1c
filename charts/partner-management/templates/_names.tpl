{{/* The first part of every object's name. */}}
{{- define "pms.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The name of one part, a service or a server of the evaluation: (list $ "identity"). */}}
{{- define "pms.name" -}}
{{- printf "%s-%s" (include "pms.fullname" (index . 0)) (index . 1) -}}
{{- end -}}

{{/* What the pods of one part have and nobody else: (list $ "identity"). */}}
{{- define "pms.selector" -}}
app.kubernetes.io/name: {{ (index . 0).Chart.Name }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* All labels of one part: (list $ "identity"). */}}
{{- define "pms.labels" -}}
{{- $root := index . 0 -}}
{{ include "pms.selector" . }}
app.kubernetes.io/part-of: {{ $root.Chart.Name }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* metadata's name, namespace and labels of one part: (list $ "identity") or, for another name, (list $ "identity" "identity-migrate"). */}}
{{- define "pms.metadata" -}}
{{- $root := index . 0 -}}
name: {{ include "pms.name" (list $root (last .)) }}
namespace: {{ $root.Release.Namespace }}
labels:
  {{- include "pms.labels" (list $root (index . 1)) | nindent 2 }}
{{- end -}}

{{/* An image of ours: (list $ "identity"). */}}
{{- define "pms.image" -}}
{{- $root := index . 0 -}}
{{- with $root.Values.images -}}
{{- $path := printf "%s/%s:%s" .repository (index $ 1) (default $root.Chart.AppVersion .tag) -}}
{{- ternary (printf "%s/%s" .registry $path) $path (ne .registry "") -}}
{{- end -}}
{{- end -}}

{{/* The address of a service inside of the cluster: (list $ "identity"). */}}
{{- define "pms.url" -}}
http://{{ include "pms.name" . }}:3000
{{- end -}}

{{/* The host of publicUrl, without its port. */}}
{{- define "pms.host" -}}
{{- (urlParse .Values.publicUrl).host | splitList ":" | first -}}
{{- end -}}

{{/* First part of the names of the Secrets. */}}
{{- define "pms.secretPrefix" -}}
{{- default (include "pms.fullname" .) .Values.secrets.existing -}}
{{- end -}}

{{/* Name of a Secret: (list $ "identity-database"). */}}
{{- define "pms.secret" -}}
{{- printf "%s-%s" (include "pms.secretPrefix" (index . 0)) (index . 1) -}}
{{- end -}}

{{/* Non-empty where PostgreSQL comes with the release, so that nothing can be done to it before the install. */}}
{{- define "pms.bringsPostgres" -}}
{{- if or .Values.evaluation.enabled .Values.postgres.cloudnativepg.enabled }}yes{{ end -}}
{{- end -}}

{{/* Non-empty where the topics come with the release. */}}
{{- define "pms.bringsTopics" -}}
{{- if or .Values.evaluation.enabled .Values.kafka.strimzi.enabled }}yes{{ end -}}
{{- end -}}

{{/* Non-empty where Jobs run before everything else. */}}
{{- define "pms.hasHooks" -}}
{{- if or (and .Values.migrations.enabled (not (include "pms.bringsPostgres" .))) (and .Values.declareTopics.enabled (not (include "pms.bringsTopics" .))) }}yes{{ end -}}
{{- end -}}

{{/* What runs before install and upgrade, by weight, and is gone when all of it has succeeded, so that nothing is left when the release goes: (list "-10"). */}}
{{- define "pms.hook" -}}
annotations:
  helm.sh/hook: pre-install,pre-upgrade
  helm.sh/hook-weight: {{ index . 0 | quote }}
  helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}

{{/* "true" where the first admin's link goes into a Secret, nothing where it is mailed. */}}
{{- define "pms.linkToSecret" -}}
{{- if or (eq .Values.firstAdmin.link "secret") (and (eq .Values.firstAdmin.link "auto") .Values.mail.none) -}}true{{- end -}}
{{- end -}}
