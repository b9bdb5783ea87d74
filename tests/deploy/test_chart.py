"""The Helm chart: rendered by Helm itself, held against Kubernetes' schemas and the code."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import kubernetes_validate
import pytest
import yaml
from helm_python import Chart, HelmError
from helm_python.chart import lint

from service.settings import Settings
from service.version import VERSION
from ui.guard import _OPEN
from ui.settings import Settings as PageSettings

from .declared import DEPLOY, is_pinned, read_yaml, routes, variables

CHART = DEPLOY / "helm" / "modiste"
KUBERNETES = ("1.27", "1.33")
LEAST: dict[str, Any] = {
    "qdrant": {"url": "http://qdrant:6333"},
    "ingest": {"catalogue": {"claim": "catalogue"}},
}
MOST: dict[str, Any] = {
    "qdrant": {"url": "https://qdrant.example", "grpc": True, "apiKey": "secret"},
    "settings": {"MODISTE_INDEX_INT8": "true"},
    "image": {"prefix": "registry.example/shop/", "pullSecrets": [{"name": "pull"}]},
    "service": {
        "autoscaling": {"enabled": False},
        "ingress": {"enabled": True, "host": "api.example", "tlsSecret": "tls", "className": "n"},
        "nodeSelector": {"disk": "fast"},
        "tolerations": [{"key": "search", "operator": "Exists"}],
    },
    "keys": {"existingSecret": "keys"},
    "ui": {"existingSecret": "page", "ingress": {"enabled": True, "host": "shop.example"}},
    "ingest": {
        "timeZone": "Asia/Kolkata",
        "catalogue": {"claim": "catalogue", "path": "today.parquet"},
        "args": ["--own-host", "cdn.example"],
    },
    "pictures": {"serve": True},
    "networkPolicy": {"callers": [{"podSelector": {}}], "egress": [{"ports": [{"port": 8080}]}]},
    "monitoring": {
        "serviceMonitor": True,
        "rules": True,
        "dashboard": True,
        "existingSecret": "prometheus",
    },
}
BARE: dict[str, Any] = {
    "qdrant": {"url": "http://qdrant"},
    "ui": {"enabled": False},
    "ingest": {"enabled": False},
    "networkPolicy": {"enabled": False},
}
VALUES = {"least": LEAST, "most": MOST, "bare": BARE}


@cache
def rendered(name: str) -> tuple[dict[str, Any], ...]:
    with Chart.load(CHART) as chart:
        files = chart.render(values=VALUES[name], name="shop", namespace="search")
    return tuple(
        document
        for path, text in sorted(files.items())
        if path.endswith(".yaml")
        for document in yaml.safe_load_all(text)
        if document
    )


def of_kind(name: str, kind: str) -> list[dict[str, Any]]:
    return [document for document in rendered(name) if document["kind"] == kind]


def pods(name: str) -> Iterator[dict[str, Any]]:
    for document in rendered(name):
        if document["kind"] == "Deployment":
            yield document["spec"]["template"]
        elif document["kind"] == "CronJob":
            yield document["spec"]["jobTemplate"]["spec"]["template"]


def containers(name: str) -> Iterator[dict[str, Any]]:
    for pod in pods(name):
        yield from pod["spec"].get("initContainers", ())
        yield from pod["spec"]["containers"]


@pytest.mark.parametrize("name", VALUES)
def test_helm_finds_no_fault(name: str) -> None:
    found = lint(CHART, values=VALUES[name])
    assert found["errors"] == []
    assert [one["error"] for one in found["messages"]] == ["icon is recommended"]


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("name", VALUES)
def test_kubernetes_would_take_everything(name: str, version: str) -> None:
    for document in rendered(name):
        if not document["apiVersion"].startswith("monitoring.coreos.com"):
            kubernetes_validate.validate(document, version, strict=True)


@pytest.mark.parametrize("name", VALUES)
def test_every_name_is_used_once(name: str) -> None:
    names = [(one["kind"], one["metadata"]["name"]) for one in rendered(name)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", VALUES)
def test_no_pod_has_root_or_rights(name: str) -> None:
    for pod in pods(name):
        assert pod["spec"]["securityContext"]["runAsNonRoot"] is True
        assert pod["spec"]["securityContext"]["runAsUser"] == 10001
        assert pod["spec"]["automountServiceAccountToken"] is False
    for container in containers(name):
        security = container["securityContext"]
        assert security["allowPrivilegeEscalation"] is False
        assert security["readOnlyRootFilesystem"] is True
        assert security["capabilities"] == {"drop": ["ALL"]}


@pytest.mark.parametrize("name", VALUES)
def test_containers_are_pinned_and_bounded(name: str) -> None:
    for container in containers(name):
        assert is_pinned(container["image"])
        assert container["image"].endswith(f":{read_yaml(CHART / 'Chart.yaml')['appVersion']}")
        for bound in ("requests", "limits"):
            assert set(container["resources"][bound]) >= {"cpu", "memory"}


def test_the_chart_is_of_this_version() -> None:
    chart = read_yaml(CHART / "Chart.yaml")
    assert chart["version"] == chart["appVersion"] == VERSION.partition(".dev")[0]


@pytest.mark.parametrize("name", VALUES)
def test_variables_are_read_by_the_code(name: str) -> None:
    found = [one["name"] for container in containers(name) for one in container.get("env", ())]
    assert found
    assert set(found) <= variables()


@pytest.mark.parametrize("name", VALUES)
def test_secrets_are_never_written_into_pods(name: str) -> None:
    for container in containers(name):
        for variable in container.get("env", ()):
            if variable["name"].endswith("_KEY"):
                assert "secretKeyRef" in variable["valueFrom"]


@pytest.mark.parametrize("name", VALUES)
def test_probes_ask_routes_that_there_are(name: str) -> None:
    ports = {"service": Settings.model_fields["port"], "ui": PageSettings.model_fields["port"]}
    paths = {"service": routes(), "ui": _OPEN}
    for container in containers(name):
        which = container["name"]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            if probe in container:
                assert container[probe]["httpGet"]["path"] in paths[which]
        for port in container.get("ports", ()):
            assert port["containerPort"] == ports[which].default
    (service,) = [one for one in containers(name) if one["name"] == "service"]
    assert service["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert service["livenessProbe"]["httpGet"]["path"] == "/healthz"


@pytest.mark.parametrize("name", VALUES)
def test_every_mount_has_its_volume(name: str) -> None:
    for pod in pods(name):
        volumes = {one["name"] for one in pod["spec"].get("volumes", ())}
        mounted = {
            mount["name"]
            for part in ("initContainers", "containers")
            for container in pod["spec"].get(part, ())
            for mount in container["volumeMounts"]
        }
        assert mounted == volumes


@pytest.mark.parametrize("name", VALUES)
def test_whatever_selects_pods_finds_some(name: str) -> None:
    labels = [pod["metadata"]["labels"] for pod in pods(name)]
    for kind in ("Service", "PodDisruptionBudget", "NetworkPolicy"):
        for document in of_kind(name, kind):
            if document["metadata"]["name"].endswith("-page") and name == "bare":
                continue
            spec = document["spec"]
            selector = spec.get("selector") or spec["podSelector"]
            wanted = selector.get("matchLabels", selector)
            assert any(wanted.items() <= found.items() for found in labels), document


def test_the_service_scales_and_keeps_answering() -> None:
    (scaler,) = of_kind("least", "HorizontalPodAutoscaler")
    (deployment,) = [
        d for d in of_kind("least", "Deployment") if "service" in d["metadata"]["name"]
    ]
    assert scaler["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    assert "replicas" not in deployment["spec"]
    (fixed,) = [d for d in of_kind("most", "Deployment") if "service" in d["metadata"]["name"]]
    assert of_kind("most", "HorizontalPodAutoscaler") == []
    assert fixed["spec"]["replicas"] == 2


@pytest.mark.parametrize(
    ("url", "port"),
    [("http://qdrant:6333", 6333), ("https://q.example", 443), ("http://q.example", 80)],
)
def test_the_way_to_qdrant_is_open_and_others_are_closed(url: str, port: int) -> None:
    with Chart.load(CHART) as chart:
        files = chart.render(values={**LEAST, "qdrant": {"url": url}}, name="shop")
    policies = yaml.safe_load_all(files["modiste/templates/network.yaml"])
    by_name = {one["metadata"]["name"].removeprefix("shop-modiste-"): one for one in policies}
    assert by_name["index"]["spec"]["egress"][0]["ports"] == [{"port": port}]
    assert "ingress" not in by_name["closed"]["spec"]
    assert by_name["closed"]["spec"]["policyTypes"] == ["Ingress", "Egress"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ingest": LEAST["ingest"]}, "url"),
        ({**LEAST, "qdrant": {"url": "qdrant:6333"}}, "url"),
        ({"qdrant": LEAST["qdrant"]}, "claim"),
        ({**LEAST, "image": {"tag": "latest"}}, "tag"),
        ({**LEAST, "settings": {"PATH": "x"}}, "PATH"),
        ({**LEAST, "replicas": 2}, "replicas"),
        ({**LEAST, "service": {"ingress": {"enabled": True}}}, "host"),
    ],
)
def test_values_that_cannot_work_are_refused(values: dict[str, Any], said: str) -> None:
    with Chart.load(CHART) as chart, pytest.raises(HelmError, match=said):
        chart.validate_schema(values)


def test_qdrants_own_values_are_well_formed() -> None:
    values = read_yaml(CHART.parent / "qdrant-values.yaml")
    assert is_pinned(f"qdrant:{values['image']['tag']}")
    assert values["image"]["useUnprivilegedImage"] is True
    assert values["apiKey"] is True
