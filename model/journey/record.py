"""The shape shared by every table of a project file."""

from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LARGEST = 1e15
"""Numbers beyond this size are refused: no journey measures them, and floats stop telling them apart."""

MOST_DAYS = 36_500
"""A hundred years: longer spans leave the calendar that dates are reckoned in."""


def _finite(value: float) -> float:
    if -LARGEST <= value <= LARGEST:  # which nan is not
        return value
    raise ValueError("too large" if isinstance(value, int) else "not a finite number")


Number = Annotated[int | float, AfterValidator(_finite)]
"""A finite number; whether it was written `3` or `3.0` is kept, so that saving does not rewrite it."""

Measure = Annotated[bool | int | float, AfterValidator(_finite)]
"""A number, or true/false for a promise that is simply kept or not."""

Count = Annotated[int, AfterValidator(_finite), Field(ge=0)]
"""A whole number, 0 or more."""

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
"""A date that spans can be added to and taken from without leaving the calendar."""

Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], Field(strict=False)]
"""An array of the file, frozen: TOML hands over lists, the project holds tuples."""


class Record(BaseModel):
    """One table of the file: frozen, strict about types, and strict about keys it does not know.

    Only keys that stand in the file (or were set by an edit) count as set, so `to_data` gives back
    exactly what the file says, defaults left out.
    """

    # The validator of a whole project holds those of its parts; each part's own is built if it is asked for.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, validate_by_name=True, defer_build=True
    )

    def to_data(self) -> dict[str, Any]:
        """Plain TOML data (dicts, lists, scalars) with only the keys that are written."""
        written = self.model_fields_set
        data: dict[str, Any] = {}
        for name, key in _keys(type(self)):
            if name in written:
                value = getattr(self, name)
                data[key] = value if type(value) in _SCALARS else plain(value)
        return data


@cache
def _keys(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a record with the keys of the file they stand under."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())


_SCALARS = frozenset((str, int, float, bool))


def plain(value: Any) -> Any:
    """`value` with records as dicts and tuples as lists, the way TOML data looks."""
    if isinstance(value, Record):
        return value.to_data()
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value
