"""The HTML report: one file that needs nothing else."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from finetune.evaluation.evaluate import Evaluation
from finetune.evaluation.report import markup, plots
from finetune.evaluation.report.published import NOTE, PUBLISHED, comparable
from finetune.evaluation.report.sheets import Sheet, Shot, draw_pairs, draw_sheets
from finetune.evaluation.report.style import CSS
from finetune.evaluation.report.summary import Line
from service.version import VERSION

_TILES = (
    ("title", "whole"),
    ("title", "judged"),
    ("colour-type", "judged"),
    ("type", "judged"),
    ("vague", "judged"),
    ("picture-type", "judged"),
    ("picture-type-gender-colour", "judged"),
    ("composition", "judged"),
    ("photo-type", "judged"),
    ("photo-label", "10 labels"),
)
_HEAD = (
    *("Asked → wanted", "System", "Among", "Queries", "@1", "@5", "@10", "Ceiling @10"),
    *("MRR@10", "nDCG@10"),
)
_HOW = (
    (
        "<b>judged</b>: only products that the audit left take part, as answers too. "
        "<b>whole</b>: every product of the catalogue with a picture may answer."
    ),
    (
        "@1, @5 and @10 are recall for display names (one product is wanted), the accuracy for "
        "labels, and precision elsewhere (many products fit)."
    ),
    (
        "An attribute or a combination is asked when at least ten products have it; single values "
        "among the whole catalogue when one has, as in published figures. The ceiling is the mean "
        "of what a perfect ranking reaches; where names repeat, of what can be expected of one."
    ),
    (
        "A picture's answers leave out the product itself and every product with the same picture. "
        "<b>Duplicates merged</b>: products joined by an equal title or picture are one answer."
    ),
    (
        "Compositions are ranked here by the vectors alone. Their match is judged as the service "
        "shows it, on its own first ten among the judged products: a hit that has all attributes "
        "asked for or kept matches by that, too."
    ),
    "Small figures are 95% bootstrap intervals over queries (2,000 resamples).",
)


def write_page(path: Path, evaluation: Evaluation, lines: Sequence[Line]) -> None:
    """Write the report; pictures are read from the catalogue once more."""
    text = page(evaluation, lines, draw_sheets(evaluation, lines), draw_pairs(evaluation))
    path.write_text(text, encoding="utf-8")


def page(
    evaluation: Evaluation,
    lines: Sequence[Line],
    sheets: Sequence[Sheet],
    pairs: Sequence[tuple[Shot, Shot]],
) -> str:
    """Return the report as HTML."""
    sections = (
        _head(evaluation),
        _tiles(lines),
        _audit(evaluation, pairs),
        _plots(evaluation, lines),
        _table(lines),
        _published(evaluation, lines),
        _calibration(evaluation),
        _slices(lines),
        _sheets(sheets),
        _how(evaluation),
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Evaluation of {escape(_name(evaluation))}</title><style>{CSS}</style></head>"
        f"<body><main>{''.join(sections)}</main></body></html>\n"
    )


def _name(evaluation: Evaluation) -> str:
    if evaluation.served:
        return f"{evaluation.served.model} in service"
    return evaluation.model.model if evaluation.model else "no model"


def _head(evaluation: Evaluation) -> str:
    subject, served = evaluation.subject, evaluation.served
    digest = served.digest if served else (evaluation.model.digest if evaluation.model else "")
    through = (
        f" · asked through {escape(served.url)}, {escape(served.generation)}" if served else ""
    )
    anchors = ("audit", "plots", "figures", "calibration", "slices", "sheets", "how")
    links = "".join(f'<a href="#{name}">{name.capitalize()}</a>' for name in anchors)
    return (
        f"<header><h1>Evaluation of {escape(_name(evaluation))}</h1>"
        f"<p>{escape(subject.catalogue.name)}: {len(subject.audit.judged):,} products judged of "
        f"{len(subject.stock):,} with a picture ({subject.stock.without_picture:,} without one, "
        f"{subject.stock.broken:,} broken) · model {escape(digest[:12])}{through} · "
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · Modiste {VERSION}</p>"
        f"<nav>{links}</nav></header>"
    )


def _tiles(lines: Sequence[Line]) -> str:
    found = {(line.measurement.task, line.measurement.corpus): line for line in lines}
    for line in lines:  # the model itself wins over baselines of the same name
        if line.measurement.system in ("dense", "auto"):
            found[line.measurement.task, line.measurement.corpus] = line
    corpora = {corpus for _, corpus in found}
    wanted = [(t, c if c in corpora else "whole") for t, c in _TILES]
    tiles = [markup.tile(found[key]) for key in dict.fromkeys(wanted) if key in found]
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _audit(evaluation: Evaluation, pairs: Sequence[tuple[Shot, Shot]]) -> str:
    subject = evaluation.subject
    statements = list(subject.audit.statements)
    if subject.photos:
        statements += [f"Photos: {text}" for text in subject.photos[1].statements[1:2]]
    items = "".join(f"<li>{escape(text)}</li>" for text in statements)
    return f'<h2 id="audit">Audit</h2><ul class="audit">{items}</ul>{markup.pairs(pairs)}'


def _plots(evaluation: Evaluation, lines: Sequence[Line]) -> str:
    title = _title_line(evaluation, lines)
    precision = markup.plot(
        plots.plot_precision(lines),
        "R@10 for display names, accuracy for labels, P@10 elsewhere. Light: the ceiling. "
        "Black: the 95% interval.",
    )
    vague = markup.plot(plots.plot_vague(lines), "Vague wishes: P@10 by system.")
    published = markup.plot(
        plots.plot_titles(title) if title else None,
        "Display name → picture among the whole catalogue, beside published figures.",
    )
    return (
        f'<h2 id="plots">Plots</h2><div class="plots">{precision}'
        f"<div>{vague}{published}</div></div>"
    )


def _table(lines: Sequence[Line]) -> str:
    rows = []
    previous = ""
    for line in lines:
        one, figures = line.measurement, line.figures
        main = figures[line.main]
        again = one.task == previous
        previous = one.task
        cells = (
            "" if again else escape(line.about),
            escape(one.system),
            escape(one.corpus),
            f"{len(one.asked):,}",
            markup.figure_cell(figures.get("R@1") or figures.get("P@1")),
            markup.figure_cell(figures.get("R@5")),
            markup.figure_cell(main),
            f"{main.ceiling:.3f}",
            markup.figure_cell(figures.get("MRR@10")),
            markup.figure_cell(figures.get("nDCG@10")),
        )
        rows.append(("" if again else "head", cells))
    return f'<h2 id="figures">Figures</h2>{markup.table(_HEAD, rows, words=(0, 1, 2))}'


def _published(evaluation: Evaluation, lines: Sequence[Line]) -> str:
    line = _title_line(evaluation, lines)
    if line is None:
        return ""
    ours = (
        f"<b>{escape(_name(evaluation))}, in domain, unseen products</b>",
        *(f"<b>{line.figures[name].interval.mean:.3f}</b>" for name in ("R@1", "R@10", "MRR@10")),
    )
    theirs = [
        (
            f"{escape(one.model)}, zero-shot",
            *_published_figures(one.recall_1, one.recall_10, one.mrr_10),
        )
        for one in PUBLISHED
    ]
    table = markup.table(
        ("title → picture, whole catalogue", "R@1", "R@10", "MRR@10"),
        [("", row) for row in (*theirs, ours)],
    )
    return f'<h3>Beside published figures</h3><p class="lead">{escape(NOTE)}</p>{table}'


def _published_figures(*values: float) -> tuple[str, ...]:
    return tuple(f"{value:.3f}" for value in values)


def _title_line(evaluation: Evaluation, lines: Sequence[Line]) -> Line | None:
    if not comparable(evaluation.subject.stock) or evaluation.subject.options.split == "all":
        return None
    return next(
        (line for line in lines if line.measurement.name == ("title", "dense", "whole")), None
    )


def _calibration(evaluation: Evaluation) -> str:
    head = '<h2 id="calibration">Calibration</h2>'
    if not evaluation.reliabilities:
        why = (
            "A live service is asked for its order only."
            if evaluation.served
            else "The model brings no calibration: its hits have no match."
        )
        return f'{head}<p class="lead">{why}</p>'
    text = (
        "A match is the probability that a hit is what was meant. Points on the dashed line are "
        "what they claim to be; their size is the number of hits, the first ten of each query."
    )
    probes = markup.table(
        ("Query that nothing answers", "highest match", "got by"),
        [
            ("", (escape(p.text), f"{p.match:.2f}", escape(_title_of(evaluation, p.row))))
            for p in evaluation.probes
        ],
        words=(0, 2),
    )
    drawn = markup.plot(plots.plot_reliability(evaluation.reliabilities), "Reliability by kind.")
    return f'{head}<p class="lead">{text}</p>{drawn}{probes}'


def _title_of(evaluation: Evaluation, row: int) -> str:
    product = evaluation.subject.stock.products[row]
    return product.title or product.id


def _slices(lines: Sequence[Line]) -> str:
    shown = "".join(markup.slices(line) for line in lines if line.slices)
    note = (
        "The main metric over the queries of each slice that has at least ten; a property that is "
        "the same for every query is no slice."
    )
    return f'<h2 id="slices">Slices</h2><p class="lead">{note}</p>{shown}' if shown else ""


def _sheets(sheets: Sequence[Sheet]) -> str:
    drawn = "".join(markup.sheet(one, opened=number == 1) for number, one in enumerate(sheets))
    note = (
        "Green and ✓: right. Orange and ✗: not. At the left stands what was asked with, or for a "
        "display name the picture that was wanted. Chosen by the metric alone."
    )
    return f'<h2 id="sheets">Best and worst</h2><p class="lead">{note}</p>{drawn}'


def _how(evaluation: Evaluation) -> str:
    options = evaluation.subject.options
    items = "".join(f"<li>{text}</li>" for text in _HOW)
    return (
        f'<h2 id="how">How it was measured</h2><ul class="audit">{items}</ul>'
        f"<footer>Split {options.split}, at most {options.limit:,} queries a task, seed "
        f"{options.seed}, {evaluation.seconds:,.0f} s.</footer>"
    )
