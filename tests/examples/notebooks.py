"""Execute notebooks, and tell what their cells put out.

Run as a program it writes the notebooks of the examples anew, with the outputs of today:
``python tests/examples/notebooks.py``.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from unittest import mock

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""What a notebook says of its kernel: nothing of the machine that executed it."""
_SECONDS_OF_CELL = 300


def read(path):
    """Return a notebook, checked against the format."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def executed(notebook, folder=EXAMPLES):
    """Return a copy of a notebook, executed in a folder by the Python that runs this; a cell that fails raises."""
    notebook = nbformat.from_dict(notebook)
    with tempfile.TemporaryDirectory() as own:
        # Kernels that someone installed for other Pythons are not looked at, and nothing is written at home.
        settings = dict.fromkeys(("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR"), own)
        with mock.patch.dict(os.environ, settings):
            kernels = KernelSpecManager(kernel_dirs=[])
            client = NotebookClient(
                notebook,
                km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=kernels),
                timeout=_SECONDS_OF_CELL,
                record_timing=False,
                extra_arguments=["--log-level=ERROR"],
                resources={"metadata": {"path": str(folder)}},
            )
            client.execute(cleanup_kc=True)
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


def put_out(notebook):
    """Return what each cell of code puts out: printed text and, of what is shown, every form."""
    return [[_told(one) for one in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def _told(output):
    kept = ("output_type", "name", "text", "data")
    return {name: output[name] for name in kept if name in output}


def main():
    """Write the notebooks anew."""
    for path in NOTEBOOKS:
        nbformat.write(executed(read(path)), path)


if __name__ == "__main__":
    main()
