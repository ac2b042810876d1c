{{/*
All generated Secrets as JSON, name -> key -> value in base64; {} in production. What is in the cluster already is kept. Made once a render and remembered in
.Values, or each template would have passwords of its own.
*/}}
{{- define "pms.generated" -}}
{{- if and .Values.evaluation.enabled (not (hasKey .Values "generatedSecrets")) -}}
{{- $secrets := dict -}}
{{- $seal := include "pms.sealKeys" . | fromJson -}}
{{- range $name, $given := .Values.services -}}
{{- $service := mustMergeOverwrite (deepCopy $.Values.defaults) (deepCopy $given) -}}
{{- if $service.secretEnv -}}
{{- $held := dict -}}
{{- range $service.secretEnv -}}
{{- $_ := set $held . (get $seal . | default (randBytes 32) | b64enc) -}}
{{- end -}}
{{- $_ := set $secrets (include "pms.secret" (list $ $name)) $held -}}
{{- end -}}
{{- if $service.database -}}
{{- range $suffix, $role := dict "database" "app" "owner" "owner" -}}
{{- $held := dict "username" (printf "%s_%s" $service.database $role | b64enc) "password" (randAlphaNum 32 | b64enc) -}}
{{- $_ := set $secrets (include "pms.secret" (list $ (printf "%s-%s" $name $suffix))) $held -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set $secrets (include "pms.secret" (list . "postgres")) (dict "password" (randAlphaNum 32 | b64enc)) -}}
{{- if and .Values.test.enabled (not .Values.test.existingSecret) -}}
{{- $_ := set $secrets (include "pms.secret" (list . "test")) (dict "email" ("helm-test@example.com" | b64enc) "password" (randAlphaNum 32 | b64enc)) -}}
{{- end -}}
{{- $kept := dict -}}
{{- range $name, $fresh := $secrets -}}
{{- $there := (lookup "v1" "Secret" $.Release.Namespace $name).data | default dict -}}
{{- $_ := set $kept $name (merge (dict) $there $fresh) -}}
{{- end -}}
{{- $_ := set .Values "generatedSecrets" $kept -}}
{{- end -}}
{{- .Values.generatedSecrets | default dict | toJson -}}
{{- end -}}

{{/*
A P-256 key pair as JWK. Helm makes keys as PEM only; a SEC 1 key of this curve has its three numbers of 32 bytes each at fixed places:
the private one from byte 7, the point from bytes 57 and 89. Where notifications has its half already, the public one is taken from that.
*/}}
{{- define "pms.sealKeys" -}}
{{- $there := dig "data" "MAIL_SEAL_PRIVATE_KEY" "" (lookup "v1" "Secret" .Release.Namespace (include "pms.secret" (list . "notifications"))) -}}
{{- if $there -}}
{{- dict "MAIL_SEAL_PRIVATE_KEY" (b64dec $there) "MAIL_SEAL_PUBLIC_KEY" (omit (b64dec $there | fromJson) "d" | toJson) | toJson -}}
{{- else -}}
{{- $der := genPrivateKey "ecdsa" | replace "-----BEGIN EC PRIVATE KEY-----" "" | replace "-----END EC PRIVATE KEY-----" "" | replace "\n" "" | b64dec -}}
{{- $point := printf `"kty":"EC","crv":"P-256","kid":"evaluation","x":"%s","y":"%s"` (include "pms.base64url" (substr 57 89 $der)) (include "pms.base64url" (substr 89 121 $der)) -}}
{{- dict "MAIL_SEAL_PUBLIC_KEY" (printf `{%s}` $point) "MAIL_SEAL_PRIVATE_KEY" (printf `{%s,"d":"%s"}` $point (include "pms.base64url" (substr 7 39 $der))) | toJson -}}
{{- end -}}
{{- end -}}

{{- define "pms.base64url" -}}
{{- b64enc . | replace "+" "-" | replace "/" "_" | replace "=" "" -}}
{{- end -}}
