"""Rule files with their worked cases, ready to be judged: what is checked, and where everything in it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from hubnet.errors import FaultyFileError, Problem, nearest
from hubnet.exchange.explanations import load_acceptances, load_survivors
from hubnet.exchange.files import DATA, is_folder, is_there, line_of, parse_toml, read_text
from hubnet.exchange.rulebooks import CASES_SUFFIX, load_rulebook, rule_files
from hubnet.exchange.worked_cases import case_files, load_worked_cases
from hubnet.rules.lint import lint
from hubnet.rules.mutation import Score, mutate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hubnet.rulebook import Rulebook
    from hubnet.rules import AnyCase
    from hubnet.values import Finding

_SHIPPED = DATA / "rulebooks"
_TEXTS = (".md", ".txt")
_DECLARED = ("fact", "instrument")
_ENTRY = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")


@frozen(kw_only=True)
class RuleFiles:
    """Rules and worked cases, and which of them are checked.

    Attributes:
        law: all rules, the shipped ones among them.
        cases: all worked cases.
        files: the rule files that are checked, by the name that findings give them.
        case_files: their files of worked cases, likewise.
        declared: where facts and instruments of these files are declared, by table and id.
    """

    law: Rulebook
    cases: list[AnyCase]
    files: Mapping[str, Path]
    case_files: Mapping[str, Path]
    declared: Mapping[tuple[str, str], Problem]

    def lint(self, texts: str | Path | None = None) -> list[Finding]:
        """Return what is wrong or doubtful in the rules checked, with file, line and key.

        Args:
            texts: a folder with texts of instruments, to hold quotes against: ``INSTRUMENT_VERSION.md`` (or ``.txt``),
                or ``INSTRUMENT.md`` where only one version is held.

        Raises:
            FaultyFileError: a folder that cannot be read, a file in it that names no instrument, or faults of what the
                case files accept.
        """
        statutes = {} if texts is None else read_statutes(self.law, Path(texts))
        facts = {name: where for (table, name), where in self.declared.items() if table == "fact"}
        accepted = load_acceptances(self.case_files)
        return self.located(
            lint(
                self.law,
                self.cases,
                sources=set(self.files),
                declared=facts,
                statutes=statutes,
                accepted=accepted,
            )
        )

    def mutate(self) -> Score:
        """Return how many changes of the rules checked the worked cases notice.

        Raises:
            FaultyFileError: all faults of what the case files say of changes.
        """
        explained = load_survivors(self.case_files)
        return mutate(self.law, self.cases, explained, declared=self.declared, sources=set(self.files))

    def located(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings with the lines at which they stand."""
        return [evolve(finding, where=self.line(finding.where)) for finding in findings]

    def line(self, where: Problem | None) -> Problem | None:
        """Return a place in a file with its line."""
        found = _ENTRY.match(where.path) if where and where.path else None
        file = self.files.get(where.file or "") if where else None
        if where is None or found is None or file is None or where.line is not None:
            return where
        text = read_text(file)
        return where._replace(line=line_of(text, found[1], int(found[2]), found[3] or ""))


def read_rule_files(paths: Sequence[str | Path] = (), rules: Sequence[str | Path] = ()) -> RuleFiles:
    """Return rules with their worked cases, to be checked.

    Args:
        paths: the files or folders to check, on top of the shipped ones; shipped ones can be named too. Without any,
            all rules are checked. The worked cases of a file ``NAME.toml`` are those of ``NAME.cases.toml``, those of
            a folder all in it.
        rules: further files or folders on top of the shipped ones.

    Raises:
        FaultyFileError: all faults of the files.
    """
    chosen = [Path(path) for path in paths]
    shipped = [path for path in chosen if _SHIPPED in (path.resolve(), *path.resolve().parents)]
    own = [path for path in chosen if path not in shipped]
    beside = [Path(path) for path in rules]
    law = load_rulebook(*(path for path in [*beside, *own] if not path.name.endswith(CASES_SUFFIX)))
    law = law.with_provisions(law.provisions)  # read whole, its instruments too
    cases_of_own = [file for path in [*beside, *own] for file in _cases_of(path)]
    cases = load_worked_cases() + (load_worked_cases(*cases_of_own) if cases_of_own else [])
    checked = chosen or [_SHIPPED, *beside]
    files = {_name(file): file for path in checked for file in _rules_of(path)}
    cases_checked = {_name(file): file for path in checked for file in _cases_of(path)}
    return RuleFiles(law=law, cases=cases, files=files, case_files=cases_checked, declared=_declared(files))


def read_statutes(law: Rulebook, folder: Path) -> dict[tuple[str, str | None], str]:
    """Return the texts in a folder by instrument and version.

    Raises:
        FaultyFileError: a folder that cannot be read or holds no text, a file of no instrument or version held.
    """
    files = [file for file in sorted(folder.iterdir()) if file.suffix in _TEXTS] if is_folder(folder) else []
    if not files:
        message = f"holds no text; give a folder with files INSTRUMENT_VERSION{_TEXTS[0]}"
        raise FaultyFileError([Problem(message, file=str(folder))])
    known: dict[str, tuple[str, str | None]] = {}
    for instrument in law.instruments.values():
        known |= {f"{instrument.id}_{version.id}": (instrument.id, version.id) for version in instrument.versions}
        if len(instrument.versions) == 1:
            known[instrument.id] = (instrument.id, None)
    found: dict[tuple[str, str | None], str] = {}
    problems = []
    for file in files:
        if file.stem in known:
            found[known[file.stem]] = read_text(file)
        else:
            hint = nearest(file.stem, known)
            advice = f"did you mean {hint}{file.suffix}?" if hint else "see 'hubnet rules list' for citations"
            problems.append(Problem(f"is the name of no instrument held; {advice}", file=str(file)))
    if problems:
        raise FaultyFileError(problems)
    return found


def _name(file: Path) -> str:
    """Return the name that findings give a file: below the shipped ones its path there."""
    inside = _SHIPPED in file.resolve().parents
    return file.resolve().relative_to(_SHIPPED).as_posix() if inside else str(file)


def _rules_of(path: Path) -> list[Path]:
    return [] if path.name.endswith(CASES_SUFFIX) else rule_files(path)


def _cases_of(path: Path) -> list[Path]:
    if is_folder(path) or path.name.endswith(CASES_SUFFIX):
        return case_files(path)
    beside = path.with_suffix("").with_suffix(CASES_SUFFIX) if path.suffix == ".toml" else path
    return [beside] if beside != path and is_there(beside) else []


def _declared(files: Mapping[str, Path]) -> dict[tuple[str, str], Problem]:
    found = {}
    for name, file in files.items():
        try:
            content = parse_toml(read_text(file), name)
        except FaultyFileError:  # the rules were just loaded: the file has changed since
            continue
        for table in _DECLARED:
            rows = content.get(table, [])
            for index, row in enumerate(rows if isinstance(rows, list) else []):
                found[table, row["id"]] = Problem("", file=name, path=f"{table}[{index}]")
    return found
