{{/* What every pod of ours has: (list $ "identity"), the second being its service account. */}}
{{- define "pms.pod" -}}
{{- $root := index . 0 -}}
serviceAccountName: {{ include "pms.name" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $root.Values.images.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ $root.Values.images.user }}
  runAsGroup: {{ $root.Values.images.user }}
  fsGroup: {{ $root.Values.images.user }}
  seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "pms.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* Image and security of a container of ours: (list $ "identity"), the second being the image. */}}
{{- define "pms.container" -}}
image: {{ include "pms.image" . }}
imagePullPolicy: {{ (index . 0).Values.images.pullPolicy }}
securityContext:
  {{- include "pms.containerSecurity" . | nindent 2 }}
{{- end -}}

{{/* Mounts for what a container talks to: (list $ database kafka), booleans. */}}
{{- define "pms.mounts" -}}
{{- $root := index . 0 -}}
- { name: tmp, mountPath: /tmp }
{{- if and (index . 1) (include "pms.postgresCa" $root) }}
- { name: postgres-ca, mountPath: /etc/partner-management/postgres, readOnly: true }
{{- end }}
{{- if and (index . 2) (include "pms.kafkaCa" $root) }}
- { name: kafka-ca, mountPath: /etc/partner-management/kafka, readOnly: true }
{{- end }}
{{- end -}}

{{/* The volumes of those mounts; only the certificate of an authority, never its key. */}}
{{- define "pms.volumes" -}}
{{- $root := index . 0 -}}
- { name: tmp, emptyDir: { sizeLimit: 64Mi } }
{{- if index . 1 }}
{{- with include "pms.postgresCa" $root }}
- { name: postgres-ca, secret: { secretName: {{ . }}, items: [{ key: ca.crt, path: ca.crt }] } }
{{- end }}
{{- end }}
{{- if index . 2 }}
{{- with include "pms.kafkaCa" $root }}
- { name: kafka-ca, secret: { secretName: {{ . }}, items: [{ key: ca.crt, path: ca.crt }] } }
{{- end }}
{{- end }}
{{- end -}}

{{/* A hash of what the Secrets of a service hold, so that its pods are replaced when they change. Without a cluster (helm template) existing ones cannot be read and the hash stands still: (list $ "identity"). */}}
{{- define "pms.secretChecksum" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}
{{- $held := list -}}
{{- range $suffix := list "" "-database" "-kafka" -}}
{{- $secret := include "pms.secret" (list $root (printf "%s%s" $name $suffix)) -}}
{{- $generated := get (include "pms.generated" $root | fromJson) $secret -}}
{{- $held = append $held (default (lookup "v1" "Secret" $root.Release.Namespace $secret).data $generated) -}}
{{- end -}}
{{- toJson $held | sha256sum -}}
{{- end -}}

{{/* metadata and the beginning of the spec of a Job. Arguments: dict root, component, name, hook (weight, or empty for one per revision), deadline. */}}
{{- define "pms.job" -}}
metadata:
  name: {{ include "pms.name" (list .root .name) }}{{ if not .hook }}-r{{ .root.Release.Revision }}{{ end }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "pms.labels" (list .root .component) | nindent 4 }}
  {{- with .hook }}
  {{- include "pms.hook" (list .) | nindent 2 }}
  {{- end }}
spec:
  activeDeadlineSeconds: {{ .deadline }}
  backoffLimit: 20
{{- end -}}

{{/* What the release brings is there only some time after it: waits for the schema of this very image, and for the topics. Arguments: (list $ "identity" $service). */}}
{{- define "pms.waitForSchema" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}{{- $service := index . 2 -}}
{{- if or (include "pms.bringsPostgres" $root) (include "pms.bringsTopics" $root) -}}
initContainers:
  - name: wait
    {{- include "pms.container" (list $root (default $name $service.image)) | nindent 4 }}
    args: [dist/services/{{ $name }}/migrate.js, --wait]
    env:
      {{- include "pms.env" (list $root $name $service) | nindent 6 }}
    resources:
      {{- toYaml $service.resources | nindent 6 }}
    volumeMounts:
      {{- include "pms.mounts" (list $root $service.database $service.kafka) | nindent 6 }}
{{- end -}}
{{- end -}}
