"""A network made of two tables, column by column: for a million bodies, of which no record is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from hubnet.entities import LegalForm, Scope, Tier
from hubnet.errors import FaultyFileError, HubnetError, InvalidValueError, Problem, nearest
from hubnet.network.arrays import arrays_for
from hubnet.network.network import HubNetwork, day_or_span
from hubnet.network.store import ALWAYS, TIE_KINDS, Designation, NetworkStore, TieColumns, Trait
from hubnet.values import End, PartialDate, Place, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubnet.entities import Rule
    from hubnet.values import Language

BODY_COLUMNS = ("id", "name", "kind", "form", "tier", "place", "hub", "federation", "founded", "dissolved")
TIE_COLUMNS = ("id", "from", "to", "kind", "start", "end")
_KINDS = ("organization", "base", "platform", "counted_group", "fund", "programme")
_HUB = {"hub": None, **{scope.value: scope for scope in Scope}}
_MOST = 100
"""How many faults are listed; the rest is counted."""
_AFTER = ALWAYS.ordinals[3]
_BEFORE = ALWAYS.ordinals[0]
_SIGNS: dict[object, End] = {"..": End.OPEN, "open": End.OPEN, "至今": End.OPEN, "?": End.UNKNOWN}
_NO_ID = ""
_TELLABLE = {str, date, type(None)}
"""Types of cells of which no two are equal and yet not the same, as True and 1 are."""
_MISSING = {"NAType", "NaTType"}
"""What pandas calls the types of a missing cell; they compare with nothing."""
T = TypeVar("T")


class Columns(Protocol):
    """A table by its columns: a dict of lists or arrays, a pandas DataFrame."""

    def keys(self) -> Iterable[Any]:
        """Return the names of the columns."""

    def __getitem__(self, name: str, /) -> Any:  # noqa: ANN401
        """Return a column."""


def network_from_columns(
    bodies: Columns,
    ties: Columns,
    on: date | None = None,
    *,
    during: Span | str | None = None,
    rule: Rule = "possible",
    lang: Language = "zh",
    empty_end: Literal["unknown", "open"] = "unknown",
) -> HubNetwork:
    """Return the network of a table of bodies and one of ties, on a day, over a span, or over all time.

    The answers are those of ``build_network`` for the same bodies and ties; what only records tell (groups, sources,
    money, several statements about one body) is not there. With the extra ``frames`` the columns are numpy's.

    Args:
        bodies: columns ``id`` (text, each once) and, where known, ``name``, ``kind`` (of record: organization, base,
            platform …; organization unless given), ``form``, ``tier``, ``place`` (a code), ``hub`` (``territorial``,
            ``sectoral``, or ``hub`` for a designation that tells neither), ``federation`` (true or false, yes or no),
            ``founded``, ``dissolved`` (first day out).
        ties: columns ``from`` and ``to`` (ids of bodies), ``kind`` (as of ``Tie``) and, where known, ``id`` (text, each
            once), ``start`` (first day in) and ``end`` (first day out).
        on: the day.
        during: a span, as a Span or its text: what holds on some day of it.
        rule: what to do where the dates leave it open: keep it ("possible") or leave it out ("certain").
        lang: the language of headings.
        empty_end: what an empty ``end`` of a tie means: the end is not known, or the tie goes on (``open``). An empty
            ``start`` or ``founded`` is not known, an empty ``dissolved`` means that the body goes on.

    Days are ``datetime.date``, texts as ``PartialDate`` reads them, ``..`` for an open and ``?`` for an unknown end, or
    a numpy column of datetime64. Cells that are None, an empty text, NaN or NaT are empty.

    Raises:
        InvalidValueError: a table without a needed column, with a column that is not known or that is no list or
            array, or with columns of different lengths; no day, span, rule or language.
        FaultyFileError: cells that cannot be; all of them, each with its table, column and row (from 1).
    """
    body = _Table("bodies", bodies, BODY_COLUMNS, ("id",))
    tie = _Table("ties", ties, TIE_COLUMNS, ("from", "to", "kind"))
    if empty_end not in ("unknown", "open"):
        raise InvalidValueError("empty_end", empty_end, "give unknown or open")
    day, span = day_or_span(on, during)
    arrays = arrays_for(tie.rows)
    ids = body.cells("id", _an_id, _NO_ID, unique=True)
    order = _in_order(ids, body)
    sorted_ids = ids if order is None else [ids[at] for at in order]
    numbers = {name: number for number, name in enumerate(sorted_ids)}

    def number(cell: object) -> int:
        return _number(cell, numbers)

    def words(name: str) -> list[str | None]:
        check, instead = _CHECKS[name]
        cells = body.cells(name, check, instead, unique=name == "name")
        return cells if order is None else [cells[at] for at in order]

    lives = body.spans("founded", "dissolved", End.OPEN, arrays)
    lives = lives if order is None else lives.taken(order)
    # One column after the other, so that a million words are not held beside the numbers that stand for them.
    traits = {name: Trait.of(words(name), arrays) for name in ("kind", "form", "tier", "place", "federation")}
    designations = [
        Designation(None, number, _HUB[word], None, traits["tier"][number], ALWAYS.ordinals)
        for number, word in enumerate(words("hub"))
        if word
    ]
    names = words("name") if body.has("name") else None
    tie_ids = tie.cells("id", _an_id, _NO_ID, unique=True) if tie.has("id") else None
    if tie_ids is not None:
        _once(tie_ids, tie)
    columns = TieColumns(
        src=arrays.ints(tie.cells("from", number, 0, unique=True)),
        dst=arrays.ints(tie.cells("to", number, 0, unique=True)),
        kind=arrays.ints(tie.cells("kind", _kind_of_tie, 0)),
        spans=tie.spans("start", "end", End.OPEN if empty_end == "open" else End.UNKNOWN, arrays),
        told=arrays.marked(tie.rows, range(tie.rows)),
        derived=arrays.marked(tie.rows, ()),
        ids=tie_ids,
    )
    if problems := [*body.problems, *tie.problems]:
        further = body.further + tie.further
        raise FaultyFileError([*problems, *([Problem(f"and {further} more")] if further else [])])
    store = NetworkStore(
        ids=sorted_ids,
        lives=lives,
        ties=columns,
        traits=traits,
        arrays=arrays,
        designations=designations,
        names=names,
        federations_told=body.has("federation"),
    )
    return HubNetwork(store, on=day, during=span, rule=rule, lang=lang)


def _an_id(cell: object) -> str:
    if isinstance(cell, str) and cell.strip():
        return cell
    raise InvalidValueError("id", cell, "give an id, a text that is not empty")


def _number(cell: object, numbers: dict[str, int]) -> int:
    number = numbers.get(cell) if isinstance(cell, str) else None
    if number is None:
        near = nearest(cell, list(numbers)) if isinstance(cell, str) and len(numbers) < 10 * _MOST else None
        raise InvalidValueError("body", cell, f"did you mean {near!r}?" if near else "give the id of a row of bodies")
    return number


def _word_of(kinds: Iterable[str]) -> Callable[[object], str | None]:
    known = list(kinds)

    def word(cell: object) -> str | None:
        text = cell.value if isinstance(cell, Enum) else cell
        if _is_empty(text):
            return None
        if text not in known:
            raise InvalidValueError("word", text, f"give one of {', '.join(known)}")
        return str(text)

    return word


def _kind_of_tie(cell: object) -> int:
    word = cell.value if isinstance(cell, Enum) else cell
    code = _TIE_CODES.get(word) if isinstance(word, str) else None
    if code is None:
        raise InvalidValueError("kind", word, f"give one of {', '.join(_TIE_CODES)}")
    return code


def _place(cell: object) -> str | None:
    return None if _is_empty(cell) else Place(cell).code


def _name(cell: object) -> str | None:
    if isinstance(cell, str) or _is_empty(cell):
        return cell if isinstance(cell, str) and cell else None
    raise InvalidValueError("name", cell, "give a text")


def _yes(cell: object) -> str | None:
    told = _YES_OR_NO.get(cell.lower() if isinstance(cell, str) else cell) if isinstance(cell, str | bool) else None
    if told is None and not _is_empty(cell):
        raise InvalidValueError("federation", cell, "give true or false, yes or no")
    return "federation" if told else None


def _is_empty(cell: object) -> bool:
    if cell is None or isinstance(cell, str):
        return not cell
    not_a_number = isinstance(cell, float) and cell != cell  # noqa: PLR0124  (NaN alone differs from itself)
    return not_a_number or type(cell).__name__ in _MISSING


_YES_OR_NO = {True: True, False: False, "yes": True, "no": False, "true": True, "false": False, "是": True, "否": False}
_TIE_CODES = {kind.value: code for code, kind in enumerate(TIE_KINDS)}
_CHECKS: dict[str, tuple[Callable[[object], str | None], str | None]] = {
    "name": (_name, None),
    "kind": (lambda cell: _word_of(_KINDS)(cell) or _KINDS[0], _KINDS[0]),
    "form": (_word_of(form.value for form in LegalForm), None),
    "tier": (_word_of(tier.value for tier in Tier), None),
    "place": (_place, None),
    "hub": (_word_of(_HUB), None),
    "federation": (_yes, None),
}


def _in_order(ids: Sequence[str], table: _Table) -> list[int] | None:
    """Return the order that sorts the ids, None where they are; an id that comes twice is noted as a fault."""
    if all(first < second for first, second in pairwise(ids)):
        return None
    _once(ids, table)
    return sorted(range(len(ids)), key=ids.__getitem__)


def _once(ids: Sequence[str], table: _Table) -> None:
    """Note ids that come twice."""
    seen: dict[str, int] = {}
    for row, name in enumerate(ids):
        if (first := seen.setdefault(name, row)) != row and name != _NO_ID:
            table.fault("id", row, f"{name!r} is the id of row {first + 1} too; give each row an id of its own")


class _Table:
    """One table: its columns, and the faults of its cells."""

    def __init__(self, name: str, columns: Columns, known: Sequence[str], needed: Sequence[str]) -> None:
        if not hasattr(columns, "keys"):
            raise InvalidValueError(name, type(columns).__name__, "give a mapping of columns, such as a dict of lists")
        self.name, self.columns = name, columns
        self.problems: list[Problem] = []
        self.further = 0
        given = [str(key) for key in columns.keys()]  # noqa: SIM118  (a DataFrame iterates otherwise)
        for key in given:
            if key not in known:
                hint = nearest(key, known)
                advice = f"did you mean {hint!r}?" if hint else f"known columns: {', '.join(known)}"
                raise InvalidValueError(f"column of {name}", key, advice)
        if missing := [key for key in needed if key not in given]:
            raise InvalidValueError(f"columns of {name}", ", ".join(given), f"the column {missing[0]!r} is needed")
        lengths = {key: _length(f"{name}.{key}", columns[key]) for key in given}
        if len(set(lengths.values())) > 1:
            raise InvalidValueError(f"columns of {name}", lengths, "give columns of one length")
        self.rows = next(iter(lengths.values()))
        self._given = frozenset(given)

    def has(self, name: str) -> bool:
        """Return whether the table has a column."""
        return name in self._given

    def fault(self, column: str, row: int, message: str) -> None:
        """Note a fault at a cell; after some, only how many more there are."""
        if len(self.problems) < _MOST:
            self.problems.append(Problem(message, row=row + 1, column=f"{self.name}.{column}"))
        else:
            self.further += 1

    def cells(self, name: str, check: Callable[[object], T], instead: T, *, unique: bool = False) -> list[T]:
        """Return the cells of a column, each checked; ``instead`` stands where there is none, or a fault.

        ``unique`` says that hardly a value comes twice, so that there is nothing to gain from checking each value once.
        """
        if not self.has(name):
            return [instead] * self.rows
        values = _listed(self.columns[name])
        try:
            if unique:
                return [check(value) for value in values]
            distinct = set(values)
            if not {type(value) for value in distinct} <= _TELLABLE:
                return self._each(name, values, check, instead)
            kept = {value: check(value) for value in distinct}
            return [kept[value] for value in values]
        except (HubnetError, TypeError):
            return self._each(name, values, check, instead)

    def _each(self, name: str, values: Iterable[object], check: Callable[[object], T], instead: T) -> list[T]:
        """Return the cells one by one, to tell which are at fault."""
        checked = []
        for row, value in enumerate(values):
            try:
                checked.append(check(value))
            except HubnetError as error:
                self.fault(name, row, str(error))
                checked.append(instead)
        return checked

    def spans(self, first: str, out: str, empty_end: End, arrays: Any) -> Any:  # noqa: ANN401
        """Return the spans that two columns tell."""
        starts = self.cells(first, lambda cell: _bound(cell, End.UNKNOWN, _BEFORE), (_BEFORE, _AFTER))
        ends = self.cells(out, lambda cell: _bound(cell, empty_end, _AFTER), _bound(None, empty_end, _AFTER))
        spans, reversed_ones = arrays.spans_between(starts, ends)
        for row in reversed_ones:
            days = (date.fromordinal(day).isoformat() for day in (ends[row][1], starts[row][0]))
            self.fault(out, row, "the first day out, {}, does not come after the first day in, {}".format(*days))
        return spans


def _length(name: str, column: Any) -> int:  # noqa: ANN401
    """Return how many cells a column has.

    Raises:
        InvalidValueError: something without an order, or without a length.
    """
    if (
        isinstance(column, Mapping | AbstractSet | str | bytes)
        or getattr(column, "ndim", 1) != 1
        or not hasattr(column, "__len__")
    ):
        advice = "give a list or an array; a DataFrame as it is, or as to_dict('list') makes it"
        raise InvalidValueError(f"column {name}", type(column).__name__, advice)
    return len(column)


def _listed(column: Any) -> Iterable[object]:  # noqa: ANN401
    """Return a column cell by cell; numpy's days of any precision as days."""
    if hasattr(column, "to_numpy"):
        column = column.to_numpy()
    if getattr(getattr(column, "dtype", None), "kind", "") == "M":
        column = column.astype("datetime64[D]")
    return column.tolist() if hasattr(column, "tolist") else column  # type: ignore[no-any-return]


def _bound(cell: object, empty: End, open_day: int) -> tuple[int, int]:
    """Return the earliest and the latest day that a cell can mean."""
    if type(cell) is date:
        return cell.toordinal(), cell.toordinal()
    told = empty if _is_empty(cell) else _SIGNS.get(cell, cell) if isinstance(cell, str) else cell
    if isinstance(told, End):
        return (open_day, open_day) if told is End.OPEN else (_BEFORE, _AFTER)
    when = PartialDate.of(told)
    return when.earliest.toordinal(), when.latest.toordinal()
