"""The service over a small catalogue of drawn products."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.service.api.catalogue import app_over, build_generation


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one live generation, not to be changed."""
    folder = tmp_path_factory.mktemp("service")
    build_generation(folder)
    return folder


@pytest.fixture(scope="module")
def client(data_folder: Path) -> Iterator[TestClient]:
    """A client of the running service."""
    with TestClient(app_over(data_folder), raise_server_exceptions=False) as running:
        yield running
