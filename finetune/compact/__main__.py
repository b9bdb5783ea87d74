"""`python -m finetune.compact prepare|train|export|calibrate|evaluate`, in this order."""

from __future__ import annotations

from finetune.compact.commands import app

if __name__ == "__main__":
    app(prog_name="python -m finetune.compact")
