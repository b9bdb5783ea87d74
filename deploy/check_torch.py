"""Say whether the torch that was installed is the one that was asked for: `cpu` or `cuda`."""

import sys
from importlib.metadata import distributions

asked = sys.argv[1]
if asked not in ("cpu", "cuda"):
    sys.exit(f"error: ACCELERATOR is {asked!r}; it is cpu or cuda")
names = {(found.metadata["Name"] or "").lower() for found in distributions()}
# Asked of the packages, since importing the CUDA build takes a machine that has its libraries.
has_cuda = any(name.startswith("nvidia-") or name == "cuda-toolkit" for name in names)
if asked == "cuda" and not has_cuda:
    sys.exit(
        "error: ACCELERATOR is cuda, but a CPU build of torch was installed; give --build-arg "
        "TORCH_INDEX_URL=... with the address that PyTorch's installation page names for CUDA"
    )
if asked == "cpu" and has_cuda:
    sys.stderr.write(
        "warning: the CUDA build of torch was installed; it runs on a CPU too, but takes several "
        "GB; a small image: --build-arg TORCH_INDEX_URL=... with the address that PyTorch's "
        "installation page names for CPU\n"
    )
