"""The page as a visitor has it: from Enter to painted results, its weight, whom it asks."""

import json
import shutil
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import Page, sync_playwright

QUERIES: Final = Path(__file__).parents[2] / "finetune" / "queries" / "vague.jsonl"
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# From the key that is pressed to the frame after the one in which the new cards were laid out.
ENTER: Final = """
(words) => new Promise((done) => {
  const text = document.querySelector("input[name=text]");
  const results = document.querySelector(".results");
  const painted = (since) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - since)));
  text.value = words;
  const since = performance.now();
  const watch = new MutationObserver(() => {
    if (!results.querySelector(".card:not(.skeleton)") || results.ariaBusy === "true") return;
    watch.disconnect();
    painted(since);
  });
  watch.observe(results, { childList: true });
  text.form.requestSubmit();
})
"""  # noqa: E501 - a script
WEIGHT: Final = """
() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map((one) => [one.name, one.transferSize, one.decodedBodySize])
"""
SHIFTS: Final = """
() => { window.shifted = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true }); }
"""


def measure_page(url: str, *, queries: int, warmup: int = 3) -> dict[str, Any]:
    """Drive the page at `url` in a headless Chromium of 1440 x 900.

    Returns:
        Milliseconds from Enter to painted results (p50, p95), bytes of the first visit as they
        were sent and as they were unpacked, requests, layout shift, and the hosts that were asked.
    """
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        hosts: set[str] = set()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(url)
        page.wait_for_selector(".tile img")
        page.wait_for_load_state("networkidle")
        page.evaluate(SHIFTS)
        loaded = page.evaluate(WEIGHT)
        arrival = page.evaluate("window.shifted")
        times = _times(page, queries=queries, warmup=warmup)
        shifted = page.evaluate("window.shifted")
        browser.close()
    scripts = [one for one in loaded if urlsplit(one[0]).path.endswith((".js", ".css"))]
    return {
        "enter_to_painted_ms": {
            "p50": round(float(np.percentile(times, 50)), 1),
            "p95": round(float(np.percentile(times, 95)), 1),
            "queries": len(times),
        },
        "first_visit": {
            "requests": len(loaded),
            "sent_kb": round(sum(one[1] for one in loaded) / 1e3),
            "unpacked_kb": round(sum(one[2] for one in loaded) / 1e3),
            "scripts_and_styles_sent_kb": round(sum(one[1] for one in scripts) / 1e3),
        },
        # A script's submit is no input of a person, so that this counts what the search moved.
        "layout_shift": {"loading": round(arrival, 4), "searching": round(shifted - arrival, 4)},
        "asked_hosts": sorted(hosts - {""}),
    }


def _times(page: Page, *, queries: int, warmup: int) -> list[float]:
    words = [json.loads(line)["text"] for line in QUERIES.read_text("utf-8").splitlines()]
    times = []
    for number, text in enumerate(words[: queries + warmup]):
        took_ms = page.evaluate(ENTER, text)
        page.wait_for_timeout(150)  # a person reads; pictures come
        if number >= warmup:
            times.append(float(took_ms))
    return times
