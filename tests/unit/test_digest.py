"""One value has one spelling and one digest, however it was written."""

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.data.digest import canonical_json, digest_of

NUMBERS = st.decimals(-(10**15), 10**15, allow_nan=False, places=6).map(Decimal.normalize)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"])) | NUMBERS,
    lambda parts: st.lists(parts) | st.dictionaries(st.text(max_size=4), parts),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (0, "0"),
        (-0.0, "0"),
        (Decimal("1.00"), "1"),
        (1e15, "1000000000000000"),
        (Decimal("1E+20"), "100000000000000000000"),
        (1e21, "1e+21"),
        (-1.5e300, "-1.5e+300"),
        (2**53 + 1, "9007199254740992"),
        (Decimal("333333333.33333329"), "333333333.3333333"),
        (4.5, "4.5"),
        (2e-3, "0.002"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (Decimal("0.000000000012"), "1.2e-11"),
    ],
)
def test_a_number_is_spelled_as_rfc_8785_says(number: float | Decimal, spelled: str) -> None:
    assert canonical_json(number) == spelled.encode()


def test_the_example_of_rfc_8785() -> None:
    """Section 3.2.2 and 3.2.3: what goes in, and the keys and texts that come out."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert (
        canonical_json(value)
        == (
            '{"literals":[null,true,false],'
            '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        ).encode()
    )


def test_keys_are_sorted_by_utf_16() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical_json(dict.fromkeys(keys)))) == expected


def test_the_digest_is_sha_256_of_the_spelling() -> None:
    value = {"b": [1.0, "x"], "a": None}
    assert digest_of(value) == sha256(b'{"a":null,"b":[1,"x"]}').hexdigest()


def test_true_is_not_one() -> None:
    values: list[object] = [True, 1, "1", "true", None, [], {}]
    assert len({digest_of(value) for value in values}) == len(values)


UNSAYABLE: list[object] = [{1: "a"}, {"a": {1, 2}}, b"text", [object()]]


@pytest.mark.parametrize("value", UNSAYABLE)
def test_only_what_json_carries_is_taken(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("value", [float("nan"), Decimal("1e400"), 10**400, "\ud800"])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON cannot carry|surrogates"):
        canonical_json(value)


def respelled(value: Any, draw: st.DataObject) -> Any:
    """An equal value with its keys in another order and its numbers written in another way."""
    if isinstance(value, dict):
        order = draw.draw(st.permutations(list(value)))
        return {key: respelled(value[key], draw) for key in order}
    if isinstance(value, list):
        return tuple(respelled(part, draw) for part in value)
    if isinstance(value, Decimal):
        other = value.quantize(Decimal("1e-9"))
        if value == int(value):
            return draw.draw(st.sampled_from([other, int(value), float(value)]))
        return draw.draw(st.sampled_from([other, value]))
    return value


@given(PLAIN, st.data())
def test_neither_the_order_of_keys_nor_the_spelling_of_numbers_matters(
    value: Any, data: st.DataObject
) -> None:
    assert canonical_json(respelled(value, data)) == canonical_json(value)


@given(PLAIN)
def test_the_spelling_is_json_and_its_own_canonical_form(value: Any) -> None:
    once = canonical_json(value)
    assert canonical_json(json.loads(once)) == once
    assert canonical_json(json.loads(once, parse_float=Decimal)) == once
