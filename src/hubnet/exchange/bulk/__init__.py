"""Records by the hundred thousand, as JSON lines."""

from hubnet.exchange.bulk.lines import (
    ENGINES,
    LONGEST_LINE,
    BulkReading,
    Engine,
    iter_records,
    paused_collector,
    plain_classes,
    read_organizations,
    read_records,
    write_organizations,
    write_records,
)

__all__ = [
    "ENGINES",
    "LONGEST_LINE",
    "BulkReading",
    "Engine",
    "iter_records",
    "paused_collector",
    "plain_classes",
    "read_organizations",
    "read_records",
    "write_organizations",
    "write_records",
]
