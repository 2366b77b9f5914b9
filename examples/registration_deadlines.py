"""Registration deadlines: a table of filings, three of them explained, and what a district's commitment saves.

The filings in ``data/filings.csv`` are worked examples, not records of real bodies.
Run it from anywhere: ``python examples/registration_deadlines.py``.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from statistics import median

import hubnet

FILINGS = Path(__file__).parent / "data" / "filings.csv"
EXPLAINED = ("YHT-02", "NJ-03", "XW-10")
DISTRICT = "320114"
FIRST, LAST = date(2017, 7, 4), date(2018, 6, 29)


def title(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'=' * len(text)}")


def main() -> None:
    """Print the table, the explanations and the saving."""
    law = hubnet.load_rulebook()

    title("Filings (worked examples)")
    answered = hubnet.read_filings(FILINGS, law)
    print(answered.table("zh"))
    print(f"{len(answered.filings)} of {answered.rows} filings answered")
    for problem in answered.problems:
        print(problem)

    for filing in answered.filings:
        if filing.id in EXPLAINED:
            title(f"{filing.id}: {filing.note}")
            print(filing.plan.explain("zh"))
            print()
            print(filing.plan.explain("en"))

    title(f"What the commitment at {DISTRICT} saves, {FIRST} to {LAST}")
    saved = []
    day = FIRST
    while day <= LAST:
        if law.calendar.is_working(day):
            case = hubnet.Case("social_association.registration", place=DISTRICT, events={"documents_complete": day})
            decision = hubnet.schedule(law, case, on=day)["decision"]
            statutory, committed = decision.statutory_due, decision.committed_due
            if isinstance(statutory, date) and isinstance(committed, date):
                saved.append((statutory - committed).days)
        day += timedelta(days=1)
    print(f"{len(saved)} working days on which documents could be complete")
    print(f"calendar days saved: min {min(saved)}, median {median(saved):g}, max {max(saved)}")


if __name__ == "__main__":
    main()
