"""Barriers: what axe-core has to say against a page as it is shown."""

from typing import Any, Final

from playwright.sync_api import Page

_GRAVE: Final = frozenset({"serious", "critical"})
_RUN: Final = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"


def barriers(page: Page, axe: str) -> list[str]:
    """Return what is serious or critical, a line each: its rule, what it means, and where it is.

    Args:
        page: in the state that is judged.
        axe: the source of axe-core, `axe.min.js`.
    """
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {' '.join(node['target'])}"
        for one in found
        if one["impact"] in _GRAVE
        for node in one["nodes"]
    ]
