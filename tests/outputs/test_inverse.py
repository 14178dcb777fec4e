"""Whatever document there is: it reads back equal, fits the schema, and its tables hold together."""

import json
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import jsonschema
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.exploring import examples
from vanban.normalize import model
from vanban.outputs import jsondoc
from vanban.outputs.columns import Value
from vanban.outputs.entries import places
from vanban.outputs.tables import ALL

TEXT = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    ["Điều 1", "=1+1", "-", "'-", "2013-10"]
)
VALIDATOR = jsonschema.Draft202012Validator(jsondoc.schema())


def values(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    """Values of a type of the model; ``depth`` bounds the recursion of sections and attachments."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (Union, UnionType):
        return st.one_of([values(part, depth) for part in parts])
    if origin is tuple:
        if parts[-1] is not Ellipsis:
            return st.tuples(*(values(part, depth) for part in parts))
        return st.lists(values(parts[0], depth - 1), max_size=2).map(tuple) if depth else st.just(())
    if origin is dict:
        return st.dictionaries(TEXT, values(parts[1], depth), max_size=2)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind)
        return st.builds(kind, **{name: values(hints[name], depth) for name in kind.__struct_fields__})
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT,
        int: st.integers(-(2**62), 2**62),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        NoneType: st.none(),
    }
    return simple[kind]


def with_ids(document: model.Document, name: str = "x") -> model.Document:
    """The model's guarantee: ids are unique within a tree."""
    number = iter(range(10_000))

    def sections(found: tuple[model.Section, ...]) -> tuple[model.Section, ...]:
        return tuple(
            msgspec.structs.replace(s, id=f"s{next(number)}", children=sections(s.children)) for s in found
        )

    return msgspec.structs.replace(
        document,
        id=name,
        sections=sections(document.sections),
        tables=tuple(msgspec.structs.replace(t, id=f"{name}#{n}") for n, t in enumerate(document.tables)),
        attachments=tuple(with_ids(a, f"{name}/{n}") for n, a in enumerate(document.attachments)),
    )


DOCUMENTS = values(model.Document, 3)


@examples(30)
@given(DOCUMENTS)
def test_json_reads_back_equal_and_fits_the_schema(document: model.Document) -> None:
    data = jsondoc.encode(document)
    assert jsondoc.decode(data) == document
    VALIDATOR.validate(json.loads(data))


@examples(30)
@given(DOCUMENTS)
def test_keys_are_unique_and_foreign_keys_hold(drawn: model.Document) -> None:
    found: dict[str, list[Value]] = {}
    pointers: list[tuple[str, Value]] = []
    everywhere = list(places(with_ids(drawn)))
    for spec in ALL:
        rows = [row for place in everywhere for row in spec.rows(place)]
        for column, column_values in zip(spec.columns, zip(*rows, strict=True), strict=False):
            found[f"{spec.name}.{column.name}"] = list(column_values)
            pointers += [(column.references, v) for v in column_values if column.references and v is not None]
        for column in (c for c in spec.columns if c.key and rows):
            keys = found[f"{spec.name}.{column.name}"]
            assert len(keys) == len(set(keys)), f"{spec.name}.{column.name}"
    for target, value in pointers:
        assert value in found.get(target, ()), (target, value)
