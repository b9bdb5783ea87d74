"""The compose file: valid, pinned, hardened, and in step with the code."""

import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from service.version import VERSION

from .declared import DEPLOY, is_pinned, read_yaml, routes, variables

PATH = DEPLOY / "compose.yml"
TEXT = PATH.read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = read_yaml(PATH)["services"]
EXAMPLE = (DEPLOY / "example.env").read_text(encoding="utf-8")
OFFERED = dict(re.findall(r"^(\w+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_the_specification_of_compose_is_met() -> None:
    merged = yaml.safe_dump(read_yaml(PATH))  # the library knows no `<<`, and fills nothing in
    merged = re.sub(r"\$\{\w+:([-?])([^}]*)\}", lambda one: one[2] or "x", merged)
    spec = PyCompose.from_yaml(merged).to_spec()
    assert set(spec.services or {}) == set(SERVICES)


def test_docker_reads_it() -> None:
    docker = shutil.which("docker")
    plugin = docker and subprocess.run(  # noqa: S603
        [docker, "compose", "version"], capture_output=True, timeout=30, check=False
    )
    if not docker or not plugin or plugin.returncode:
        pytest.skip("docker's compose plugin is not installed: only the specification was checked")
    done = subprocess.run(  # noqa: S603
        [docker, "compose", "-f", PATH, "--env-file", DEPLOY / "example.env", "config", "--quiet"],
        env={"QDRANT_API_KEY": "a", "GRAFANA_PASSWORD": "b", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_one_exact_release(name: str) -> None:
    assert is_pinned(SERVICES[name]["image"])


@pytest.mark.parametrize("name", [one for one in SERVICES if "build" in SERVICES[one]])
def test_what_is_built_is_of_this_version(name: str) -> None:
    assert SERVICES[name]["image"] == f"modiste-{name}:{VERSION}"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_rights_that_it_does_not_need(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", [one for one in SERVICES if one != "qdrant"])
def test_ports_are_open_to_this_machine_alone(name: str) -> None:
    for port in SERVICES[name].get("ports", ()):
        (default,) = re.findall(r"^\$\{\w+:-([\d.]+):\d+\}:\d+$", port)
        assert default == "127.0.0.1"


def test_the_index_is_not_reached_from_outside() -> None:
    qdrant = SERVICES["qdrant"]
    assert "ports" not in qdrant
    assert qdrant["networks"] == ["index"]
    assert read_yaml(PATH)["networks"]["index"]["internal"] is True
    assert qdrant["environment"]["QDRANT__SERVICE__API_KEY"].startswith("${QDRANT_API_KEY:?")


@pytest.mark.parametrize("name", ["service", "ingest", "ui"])
def test_variables_of_ours_are_read(name: str) -> None:
    ours = {one for one in SERVICES[name]["environment"] if one.startswith("MODISTE_")}
    assert ours
    assert ours <= variables()


@pytest.mark.parametrize("name", [one for one in SERVICES if one != "ingest"])
def test_what_waits_for_health_waits_for_a_check(name: str) -> None:
    built = "build" in SERVICES[name]  # then the image has the check
    assert built or SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    for other, wait in SERVICES[name].get("depends_on", {}).items():
        assert other in SERVICES
        assert wait == {"condition": "service_healthy"}


def test_ingest_is_a_job() -> None:
    assert SERVICES["ingest"]["profiles"] == ["job"]
    assert SERVICES["ingest"]["restart"] == "no"


def test_the_example_offers_every_variable_and_no_secret() -> None:
    wanted = set(re.findall(r"\$\{(\w+)", TEXT)) | set(
        re.findall(r"^ +environment: (\w+)$", TEXT, re.MULTILINE)
    )
    assert wanted == set(OFFERED)
    for secret in ("QDRANT_API_KEY", "GRAFANA_PASSWORD", "UI_API_KEY"):
        assert OFFERED[secret] == ""


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_mounted_is_there(name: str) -> None:
    for mount in SERVICES[name].get("volumes", ()):
        source = re.sub(r"^\$\{\w+:-([^}]+)\}", r"\1", mount).split(":")[0]
        if source.startswith("."):
            assert (DEPLOY / source).exists(), source
        else:
            assert source in read_yaml(PATH)["volumes"]


def test_prometheus_asks_services_that_there_are() -> None:
    config = read_yaml(DEPLOY / "monitoring" / "prometheus.yml")
    for job in config["scrape_configs"]:
        assert job["job_name"] in ("modiste", "qdrant", "prometheus")
        (target,) = job["static_configs"][0]["targets"]
        host = target.split(":")[0]
        assert host in SERVICES or host == "127.0.0.1"
        for credentials in [job.get("authorization", {}).get("credentials_file")]:
            name = (credentials or "").removeprefix("/run/secrets/")
            assert not name or name in SERVICES["prometheus"]["secrets"]
    assert "/metrics" in routes()
