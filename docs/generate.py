"""Write what is generated from data and code: the pages of the casebook and the JSON Schemas of files.

Run by ``make generate``; a test holds the files against what this would write.
"""

from __future__ import annotations

import json
from pathlib import Path

from hubnet.exchange import case_names, load_casebook
from hubnet.exchange.schemas import register_schema, structure_schema
from hubnet.views import register_page

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[Path, str]:
    """Return the content of every generated file by its path."""
    reference = ROOT / "docs" / "reference"
    folder = ROOT / "src" / "hubnet" / "data" / "schema"
    files = {
        folder / f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in (("register", register_schema()), ("structure", structure_schema()))
    }
    for name in case_names():
        files[reference / f"casebook-{name}.md"] = register_page(load_casebook(name), "en")
    return files


if __name__ == "__main__":
    for path, content in generated().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(ROOT))
