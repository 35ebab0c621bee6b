"""What every piece of content is made of: conditions, frozen entries, ids, yes and no."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from knowledge.dates import MONTHS, Day, day_of
from knowledge.entry import Claim, Condition, FactId, Id, YesNo

VALUES = st.sampled_from(["oui", "non", "ne_sait_pas"])
KEYS = st.sampled_from(["a", "b", "c"])
FACTS = st.dictionaries(KEYS, VALUES)
RULES = st.dictionaries(KEYS, st.lists(VALUES, min_size=1, max_size=2).map(tuple), max_size=2)


def test_every_key_must_match() -> None:
    """A condition holds when each of its keys has one of its values."""
    both = Condition(when={"a": ("oui", "bientot"), "b": ("non",)})
    assert both.holds({"a": "bientot", "b": "non", "c": "oui"})
    assert not both.holds({"a": "oui", "b": "oui"})
    assert not both.holds({"a": "oui"})


def test_no_exception_may_match() -> None:
    """A condition fails when one of its exceptions is met; an unknown fact meets none."""
    but = Condition(when={}, unless={"a": ("oui",)})
    assert but.holds({})
    assert but.holds({"a": "non"})
    assert not but.holds({"a": "oui"})


@given(FACTS)
def test_an_empty_condition_always_holds(facts: dict[str, str]) -> None:
    """A condition that asks nothing holds for anybody."""
    assert Condition().holds(facts)
    assert Condition().may_hold(facts)


@given(RULES, FACTS, FACTS)
def test_what_holds_later_may_hold_now(
    rules: dict[str, tuple[str, ...]], facts: dict[str, str], more: dict[str, str]
) -> None:
    """If a condition holds once more is known, it could already hold before."""
    condition = Condition(when=rules)
    if condition.holds({**more, **facts}):
        assert condition.may_hold(facts)


def test_a_known_fact_may_close_a_condition() -> None:
    """A condition may no longer hold once one of its facts has another value."""
    assert Condition(when={"a": ("oui",)}).may_hold({"b": "non"})
    assert not Condition(when={"a": ("oui",)}).may_hold({"a": "non"})


def test_an_entry_is_frozen_and_refuses_unknown_keys() -> None:
    """An entry does not change once read, and does not swallow a key it does not know."""
    claim = Claim(text="Une phrase.", facts=("F001",))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(claim, "text", "Une autre.")  # noqa: B010 - what a type checker would refuse is tested
    with pytest.raises(ValidationError, match="extra"):
        TypeAdapter(Claim).validate_python({"texte": "Une phrase.", "faits": ["F001"], "fait": "F001"})


@pytest.mark.parametrize("wrong", ["", "Majuscule", "accentué", "trait-d-union", "x" * 25, "deux mots"])
def test_an_id_is_short_and_plain(wrong: str) -> None:
    """An id holds lower-case letters, digits and underscores, 24 at most."""
    assert TypeAdapter(Id).validate_python("mpess_crea") == "mpess_crea"
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python(wrong)


@pytest.mark.parametrize("wrong", ["F1", "F0001", "f001", "001"])
def test_a_fact_has_a_number_of_three_digits(wrong: str) -> None:
    """A fact is written F and three digits."""
    assert TypeAdapter(FactId).validate_python("F001") == "F001"
    with pytest.raises(ValidationError):
        TypeAdapter(FactId).validate_python(wrong)


def test_yes_and_no_are_french_words() -> None:
    """A yes-or-no value is written oui or non, and nothing else is taken for it."""
    reader: TypeAdapter[bool] = TypeAdapter(YesNo)
    assert reader.validate_python("oui") is True
    assert reader.validate_python("non") is False
    for wrong in ("yes", "true", "1", "Oui", 1):
        with pytest.raises(ValidationError):
            reader.validate_python(wrong)


@pytest.mark.parametrize("text", ["2026-01-29", "29/01/2026", "29 janvier 2026", "29 Janvier 2026"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    """ISO or French, a day is the same day."""
    assert day_of(text) == date(2026, 1, 29)


@pytest.mark.parametrize("text", ["31/02/2026", "2026-13-01", "29 janvie 2026", "29-01-2026", "2026", ""])
def test_what_is_no_day_is_refused(text: str) -> None:
    """A day that does not exist, or a text that is none, is refused."""
    with pytest.raises(ValidationError, match="une date s'écrit 2026-01-29"):
        TypeAdapter(Day).validate_python(text)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_every_day_survives_both_ways_of_writing_it(day: date) -> None:
    """Writing a day and reading it gives the same day."""
    assert day_of(day.isoformat()) == day
    assert day_of(f"{day.day}/{day.month}/{day.year}") == day
    assert day_of(f"{day.day} {MONTHS[day.month - 1]} {day.year}") == day
