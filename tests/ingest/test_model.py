"""The job's encoder: several cores, the same vectors."""

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from PIL import Image

from ingest.model import LateEncoder
from service.engine.encoder.sentence import load_encoder


@pytest.fixture
def threads() -> Iterator[None]:
    """The encoder is the job's, whose process computes nothing else; others want theirs back."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("threads")
def test_pictures_shared_among_cores_keep_their_order_and_their_vectors() -> None:
    images = [Image.new("RGB", (60, 80), (5 * n, 255 - 5 * n, 100)) for n in range(45)]
    shared = LateEncoder("bundled", threads=2).embed_images(images)
    assert shared == pytest.approx(load_encoder().embed_images(images), abs=1e-5)
    assert not np.allclose(shared[0], shared[44], atol=1e-3)
