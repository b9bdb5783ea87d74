{{/* The name that everything of a release begins with. */}}
{{- define "modiste.name" -}}
{{- if contains "modiste" .Release.Name -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-modiste" .Release.Name | trunc 50 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{/* Labels that select pods: (list . "service"). */}}
{{- define "modiste.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: modiste
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* All labels: (list . "service"). */}}
{{- define "modiste.labels" -}}
{{- $root := index . 0 -}}
{{ include "modiste.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end -}}

{{/* An image by tag or digest: (list . "service"). */}}
{{- define "modiste.image" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $digest := index $root.Values.image.digests $name -}}
{{- $image := printf "%smodiste-%s" $root.Values.image.prefix $name -}}
{{- if $digest -}}
{{ printf "%s@%s" $image $digest }}
{{- else -}}
{{ printf "%s:%s" $image ($root.Values.image.tag | default $root.Chart.AppVersion) }}
{{- end -}}
{{- end -}}

{{/* The secret that holds Qdrant's API key; empty where there is none. */}}
{{- define "modiste.qdrantSecret" -}}
{{- if .Values.qdrant.existingSecret -}}
{{ .Values.qdrant.existingSecret }}
{{- else if .Values.qdrant.apiKey -}}
{{ include "modiste.name" . }}-qdrant
{{- end -}}
{{- end -}}

{{/* The claim with ingest's pictures and downloads. */}}
{{- define "modiste.ingestClaim" -}}
{{ .Values.ingest.storage.existingClaim | default (printf "%s-ingest" (include "modiste.name" .)) }}
{{- end -}}

{{/* The port of Qdrant's address. */}}
{{- define "modiste.qdrantPort" -}}
{{- $host := (urlParse .Values.qdrant.url).host -}}
{{- if regexMatch ":[0-9]+$" $host -}}
{{ regexFind "[0-9]+$" $host }}
{{- else -}}
{{ ternary "443" "80" (hasPrefix "https:" .Values.qdrant.url) }}
{{- end -}}
{{- end -}}
