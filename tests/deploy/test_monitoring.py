"""Alerts and dashboard: every expression can be read and asks for metrics that there are."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import promql_parser
import pytest

from service.api.observing.metrics import Metrics

from .declared import DEPLOY, REPOSITORY, read_yaml

FOLDER = DEPLOY / "helm" / "modiste" / "monitoring"
RULES: list[dict[str, Any]] = [
    rule for group in read_yaml(FOLDER / "alerts.yml")["groups"] for rule in group["rules"]
]
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
RUNBOOK = REPOSITORY / "docs" / "runbook.md"
# What Prometheus itself adds to everything that it asks.
OF_PROMETHEUS = {"up": {"job", "instance"}}
ADDED = {"job", "instance", "le"}


@cache
def exposed() -> dict[str, set[str]]:
    """Return the names of all time series, and each one's labels."""
    found: dict[str, set[str]] = dict(OF_PROMETHEUS)
    registry = Metrics().registry
    for collector, names in registry._collector_to_names.items():
        for name in names:
            labels = set(getattr(collector, "_labelnames", ())) | ADDED
            found[name] = labels
    for family in registry.collect():  # the process's own name themselves as they are read
        for sample in family.samples:
            found.setdefault(sample.name, set(sample.labels) | ADDED)
    return found


def selectors(expression: Any) -> Iterator[Any]:
    """Yield every selector of a metric inside an expression."""
    if isinstance(expression, promql_parser.VectorSelector):
        yield expression
        return
    for name in ("lhs", "rhs", "expr", "param", "vector_selector"):
        if (inner := getattr(expression, name, None)) is not None:
            yield from selectors(inner)
    for inner in getattr(expression, "args", ()) or ():
        yield from selectors(inner)


def check(text: str) -> None:
    # What Grafana fills in before Prometheus sees it.
    plain = text.replace("$__rate_interval", "5m").replace("$job", ".*")
    found = list(selectors(promql_parser.parse(plain)))
    assert found, text
    for selector in found:
        assert selector.name in exposed(), f"{selector.name} in {text}"
        asked = {matcher.name for matcher in selector.matchers.matchers}
        assert asked <= exposed()[selector.name], text
    grouped = re.findall(r"\bby \(([\w, ]+)\)", text)
    for label in {one.strip() for group in grouped for one in group.split(",")}:
        assert any(label in exposed()[selector.name] for selector in found), text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_metrics_that_there_are(rule: dict[str, Any]) -> None:
    check(rule["expr"])
    assert rule["labels"]["severity"] in ("critical", "warning", "info")
    assert rule["annotations"]["summary"].endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_has_its_section_in_the_runbook(rule: dict[str, Any]) -> None:
    path, _, anchor = rule["annotations"]["runbook"].partition("#")
    assert REPOSITORY / path == RUNBOOK
    assert anchor == rule["alert"].lower()
    assert f"### {rule['alert']}\n" in RUNBOOK.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_on_what_probes_found_waits_for_the_first_probe(rule: dict[str, Any]) -> None:
    # Until then the gauges are 0, and for ever where MODISTE_PROBE_S is 0.
    found = set(re.findall(r"modiste_(canary_self_match|probe_recall)", rule["expr"]))
    assert not found or "and modiste_probe_timestamp_seconds > 0" in rule["expr"]


def test_a_wrong_metric_would_be_seen() -> None:
    with pytest.raises(AssertionError, match="modiste_nothing"):
        check("rate(modiste_nothing_total[5m]) > 1")
    with pytest.raises(AssertionError):
        check('modiste_refused_total{route="/"} > 1')


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_asks_for_metrics_that_there_are(panel: dict[str, Any]) -> None:
    assert panel["targets"]
    for target in panel["targets"]:
        check(target["expr"])
        assert target["datasource"]["uid"] == panel["datasource"]["uid"] == "prometheus"


def test_panels_do_not_cover_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def test_grafana_is_given_the_dashboard_and_its_source() -> None:
    (source,) = read_yaml(DEPLOY / "monitoring" / "grafana" / "datasource.yml")["datasources"]
    assert source["uid"] == "prometheus"
    assert source["url"] == "http://prometheus:9090"
    (provider,) = read_yaml(DEPLOY / "monitoring" / "grafana" / "dashboards.yml")["providers"]
    mounts = read_yaml(DEPLOY / "compose.yml")["services"]["grafana"]["volumes"]
    assert any(provider["options"]["path"] in mount for mount in mounts)
