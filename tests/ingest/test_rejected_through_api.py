"""Rows that an ingest left out, as `/v1/info` tells of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from ingest.report import Report
from service.engine.index.rejected import Rejected, RejectedRow, parse_rejected
from tests.service.api.catalogue import app_over

Ingest = Callable[..., Report]
HEAD = "id,title,image\n1,red dress,\n2,blue shirt,\n"


def rejected(data: Path) -> dict[str, Any]:
    with TestClient(app_over(data)) as shop:
        said: dict[str, Any] = shop.get("/v1/info").json()["rejected"]
    return said


def test_rows_that_were_left_out_are_counted_and_some_of_every_reason_shown(
    tmp_path: Path, data: Path, ingest: Ingest
) -> None:
    shop = tmp_path / "shop.csv"
    empty = "".join(f"{n},,missing/{n}.jpg\n" for n in range(3, 33))
    shop.write_text(HEAD + empty + ",no id,\n" + "1,again,\n")
    report = ingest(shop)

    said = rejected(data)

    assert said["count"] == sum(report.rejected.values()) == 32
    reasons = [one["reason"] for one in said["examples"]]
    assert reasons == ["picture not found"] * 5 + ["no id", "duplicate id"]
    assert said["examples"][0]["row"] == 3
    assert said["examples"][0]["id"] == "3"
    assert said["examples"][5]["id"] is None
    assert all(one["repair"] for one in said["examples"])
    assert "missing/" not in str(said)
    assert str(tmp_path) not in str(said)


def test_a_clean_catalogue_has_none_and_a_run_that_changes_nothing_tells_of_its_own(
    tmp_path: Path, data: Path, ingest: Ingest
) -> None:
    shop = tmp_path / "shop.csv"
    shop.write_text(HEAD)
    ingest(shop)
    assert rejected(data) == {"count": 0, "examples": []}

    shop.write_text(HEAD + "3,,\n")
    assert ingest(shop).outcome == "unchanged"

    assert [one["id"] for one in rejected(data)["examples"]] == ["3"]


def test_a_long_id_is_cut() -> None:
    assert len(RejectedRow.of(1, "x" * 5000, "r", "r").id or "") == 200


def test_what_cannot_be_read_is_not_known() -> None:
    kept = Rejected(1, (RejectedRow(1, None, "no id", "give one"),))
    assert parse_rejected(kept.to_text()) == kept
    for text in (None, "", "{", "[]", '{"count": 1}', '{"count": 1, "examples": [{}]}'):
        assert parse_rejected(text) is None
