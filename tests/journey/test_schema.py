"""The JSON Schema agrees with reading, and the shipped copy with the schema."""

import json
from datetime import date
from typing import Any

import jsonschema
import pytest
import tomli

from model.journey.complaints import keys_of
from model.journey.project import Project
from model.journey.schema import json_schema
from tests.conftest import REPO_ROOT
from tests.journey.files import HEAD, row
from tests.journey.test_roundtrip import EVERY_KEY, SHIPPED

SHIPPED_COPY = REPO_ROOT / "docs" / "gapline.schema.json"


def as_editors_see_it(value: Any) -> Any:
    """TOML data with dates as texts, the way editors hand it to a schema."""
    if isinstance(value, dict):
        return {key: as_editors_see_it(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_editors_see_it(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def complaints(text: str) -> list[str]:
    """What an editor would underline."""
    validator = jsonschema.Draft202012Validator(json_schema())
    return [error.message for error in validator.iter_errors(as_editors_see_it(tomli.loads(text)))]


def test_the_shipped_copy_is_what_the_command_prints() -> None:
    copy = json.loads(SHIPPED_COPY.read_text(encoding="utf-8"))
    assert copy == json_schema(), "run: gapline schema > docs/gapline.schema.json"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json_schema()["title"] == "Gapline project"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_projects_satisfy_it(name: str) -> None:
    assert complaints((REPO_ROOT / name).read_text(encoding="utf-8")) == []


def test_a_file_with_every_key_satisfies_it() -> None:
    assert complaints(EVERY_KEY) == []


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("format = 1\n", ""),
        HEAD.replace("1", "2"),
        row("expectd = 3"),
        row("kind2 = 3"),
        row("", "ratng"),
        row("", "duration"),
        row('unit = "hours"', "duration"),
        row("tolerance = 0"),
        row("weight = -1"),
        row("delivered = '8'"),
        row("scale = [1]"),
        row("expected_n = 1.5"),
        row("ignore = ['GAP1']"),
        f"{HEAD}[[stages]]\nid = 'Wait'\nname = 'Wait'\n",
        f"{HEAD}[check]\nheavy_share = 0\n",
    ],
)
def test_an_editor_underlines_what_reading_would_refuse(text: str) -> None:
    assert len(complaints(text)) == 1


def test_every_key_says_what_it_means_and_nothing_of_how_it_is_read() -> None:
    schema = json_schema()
    tables = {"Project": schema, **schema["$defs"]}
    for name, table in tables.items():
        for key, value in table["properties"].items():
            assert value.get("description"), f"{name}.{key} has no description"
    assert set(schema["properties"]) == set(keys_of(Project))
    text = json.dumps(schema)
    assert "null" not in text
    assert not {'"ge"', '"gt"', '"le"', '"lt"'} & set(text.split(": "))
