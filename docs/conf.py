"""Build settings of the documentation; see `make docs`."""

from importlib.metadata import version as installed_version

from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

project = "hubnet"
author = "the hubnet developers"
copyright = f"2026, {author}"  # noqa: A001 the name is Sphinx's
release = installed_version(project)
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
napoleon_custom_sections = ["Source"]
napoleon_numpy_docstring = False

# References to hubnet itself must resolve; those to other packages stay plain text, so that the build needs no network.
# P is a type variable; the almanac is the shipped calendar data, which nobody makes by hand.
nitpick_ignore_regex = [
    (
        r"py:.*",
        r"(?!hubnet\b).*|hubnet\.rulebook\.rulebook\.P|hubnet\.entities\.store\.R|hubnet\.exchange\.bulk\.R|hubnet\.calendar\.almanac\.Almanac",
    )
]

html_theme = "furo"
html_title = f"hubnet {release}"
html_static_path = ["_static"]
html_css_files = ["console.css"]

lexers["csv"] = TextLexer()  # Pygments knows no CSV
