"""The model card, written from the manifest."""

from __future__ import annotations

from typing import Any

from finetune.calibration.record import calibration_lines

ROWS = (
    ("title_r1", "title → its own picture, R@1, unseen pictures as corpus"),
    ("title_r5", "R@5"),
    ("title_r10", "R@10"),
    ("title_r10_128d", "R@10 with the first 128 dimensions"),
    (
        "whole_title_r1",
        "title of an unseen product → its picture, R@1, the whole catalogue as corpus",
    ),
    ("whole_title_r10", "R@10"),
    ("whole_title_mrr10", "MRR@10"),
    ("colour_type_p10", "“colour type” → products, P@10"),
    ("colour_type_p10_weighted", "the same, each weighted by how many pictures it has"),
    ("type_p10", "“type” → products, P@10"),
    ("type_p10_weighted", "the same, each weighted by how many pictures it has"),
    ("picture_type_p10", "picture → pictures of its type, P@10"),
    ("picture_triple_p10", "picture → pictures of its type, gender and colour, P@10"),
    ("photo_zero_shot", "user photo, zero-shot top-1 of 10 classes"),
    ("photo_type_p10", "user photo → products of its kind, P@10"),
    ("photo_type_strict_p10", "the same, narrowest reading of the kind"),
    ("vague_p10", "vague wishes (finetune/queries), P@10, unseen pictures as corpus"),
    ("whole_vague_p10", "the same, the whole catalogue as corpus"),
    ("ece_text", "expected calibration error, text"),
    ("ece_image", "expected calibration error, catalogue picture"),
    ("ece_photo", "expected calibration error, user photo"),
    ("ece_composed", "expected calibration error, picture with one change"),
    ("outside_text_best_match", "best match of a text that no catalogue answers, mean"),
    ("outside_image_best_match", "best match of a picture that is no product, mean"),
    ("text_ms", "one text, one core, ms (10th percentile)"),
    ("image_ms", "one picture, one core, ms (10th percentile)"),
)
TEMPLATE = """---
library_name: sentence-transformers
license: apache-2.0
---
# {name} {version}

Words and pictures of fashion products in one space of {dimension} dimensions (the first {nested}
can be used alone), for search by text, by picture, or both. It is small enough for one CPU core.

    from sentence_transformers import SentenceTransformer
    model = SentenceTransformer("service/weights/compact", trust_remote_code=True, device="cpu")
    words = model.encode([{{"text": "red dress"}}])
    pictures = model.encode([PIL.Image.open("shirt.jpg")])

Always wrap a text as `{{"text": ...}}`: a bare string that looks like a path or an address would be
opened as a picture. The module classes are in `service/engine/compact`.

## Towers

- Pictures: EfficientNet-Lite2 (normalisation folded in), mean of the feature map, projection head.
  {preprocessing}.
- Words: six-layer MiniLM, mean over tokens, projection head; at most {tokens} tokens.

Weights are stored in half precision and used in single precision. Digest of the weight files:
`{digest}`.

## Training

Started from: {bases}. Trained on: {data}.

`python -m finetune.compact` repeats it: the picture tower learns against frozen sentence embeddings
of captions (display names, attribute phrases with synonyms, wishes, photo labels), where every pair
is judged by the labels, so that other products which fit a caption are no negatives; then the upper
layers of the word tower learn against the embeddings of all training pictures at once. Both losses
are also taken on the first {nested} dimensions. 10% of the catalogue pictures and of the photos,
chosen by the hash of the picture, were never trained on nor selected by; a further 4% served
selection and calibration.

## Measured

On those unseen pictures ({asked} vague queries have enough answers among them). This is the
training catalogue's own domain: the figures are not comparable with zero-shot figures of other
models on it.

| measure | |
| --- | --- |
{rows}

## Calibration

{calibration}

## Limits

- Trained on one Indian catalogue of 2007–2018 at 60x80 pixels; text printed on products, small
  prints and brand marks are beyond it.
- English only.
- Photos of people's own clothes are recognised by kind; their colours and sizes are not labelled in
  the training data.
- Rare article types (under a few dozen pictures) are found less well than the measures say.
"""


def card(manifest: dict[str, Any]) -> str:
    """Markdown for people."""
    quality = manifest["quality"]
    rows = [f"| {text} | {quality[name]:.3f} |" for name, text in ROWS if name in quality]
    view = manifest["preprocessing"]
    return TEMPLATE.format(
        name=manifest["name"],
        version=manifest["version"],
        dimension=manifest["dimension"],
        nested=manifest["matryoshka_dimensions"][-1],
        preprocessing=(
            f"Input {view['width']}x{view['height']}: {view['orientation']}, transparency "
            f"{view['transparency']}, aspect {view['aspect']}, {view['filter']}"
        ),
        tokens=manifest["text"]["max_tokens"],
        digest=manifest["digest"],
        bases=", ".join(f"{base['name']} ({base['licence']})" for base in manifest["bases"]),
        data=", ".join(
            f"{data['pictures']:,} pictures of {data['name']} ({data['licence']})"
            for data in manifest["training_data"]
        ),
        rows="\n".join(rows),
        asked=int(quality.get("vague_queries", 0)),
        calibration="\n".join(calibration_lines(manifest.get("calibration", {}))),
    )
