{{/* What every pod has: no root, no rights, no token of the cluster. */}}
{{- define "modiste.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "modiste.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{/* Variables of what embeds and reaches the index: the service and ingest. */}}
{{- define "modiste.environment" -}}
- name: MODISTE_MODEL
  value: {{ .Values.model | quote }}
# As many threads as the container has processors: the library counts the machine's.
- name: MODISTE_THREADS
  valueFrom:
    resourceFieldRef:
      resource: limits.cpu
- name: MODISTE_QDRANT_URL
  value: {{ .Values.qdrant.url | quote }}
- name: MODISTE_QDRANT_COLLECTION
  value: {{ .Values.qdrant.collection | quote }}
- name: MODISTE_QDRANT_SHARDS
  value: {{ .Values.qdrant.shards | quote }}
- name: MODISTE_QDRANT_REPLICAS
  value: {{ .Values.qdrant.replicas | quote }}
{{- if .Values.qdrant.grpc }}
- name: MODISTE_QDRANT_GRPC
  value: "true"
- name: MODISTE_QDRANT_GRPC_PORT
  value: {{ .Values.qdrant.grpcPort | quote }}
{{- end }}
{{- with include "modiste.qdrantSecret" . }}
- name: MODISTE_QDRANT_KEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.Values.qdrant.secretKey }}
{{- end }}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* An ingress: (list . "service" .Values.service.ingress 8000). */}}
{{- define "modiste.ingress" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $ingress := index . 2 -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ include "modiste.name" $root }}-{{ $component }}
  labels:
    {{- include "modiste.labels" (list $root $component) | nindent 4 }}
  {{- with $ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with $ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with $ingress.tlsSecret }}
  tls:
    - hosts: [{{ $ingress.host | quote }}]
      secretName: {{ . }}
  {{- end }}
  rules:
    - host: {{ $ingress.host | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ include "modiste.name" $root }}-{{ $component }}
                port:
                  name: http
{{- end -}}
