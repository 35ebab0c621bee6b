"""The three lists of an orientation: the moves of the modifiers, and the laws they keep."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.lists import MAX_LATER, MAX_OTHERS, Lists

NAMES = st.sampled_from("abcdefgh")
MANY = st.lists(NAMES, max_size=6).map(tuple)
LISTS = st.builds(Lists, NAMES, MANY, MANY, st.frozensets(NAMES, max_size=2))


@given(LISTS)
def test_tidy_twice_is_tidy_once(lists: Lists) -> None:
    """Tidying tidy lists changes nothing."""
    assert lists.tidy().tidy() == lists.tidy()


@given(LISTS)
def test_tidy_lists_hold_each_programme_once_within_the_limits(lists: Lists) -> None:
    """M19: no programme twice, three other choices and two later steps at most."""
    tidy = lists.tidy()
    everything = (*tidy.now, *tidy.later)
    assert len(set(everything)) == len(everything)
    assert len(tidy.others) <= MAX_OTHERS
    assert len(tidy.later) <= MAX_LATER


@given(LISTS)
def test_tidy_keeps_the_first_one_and_the_order(lists: Lists) -> None:
    """Tidying never changes the principal, and never what comes before what."""
    tidy = lists.tidy()
    assert tidy.principal == lists.principal
    ranks = [lists.now.index(programme) for programme in tidy.now]
    assert ranks == sorted(ranks)


@given(LISTS, NAMES)
def test_a_first_programme_is_first_and_the_former_one_right_behind(lists: Lists, programme: str) -> None:
    """Putting a programme first leaves the former principal as the first of the other choices."""
    moved = lists.first(programme)
    assert moved.principal == programme
    assert programme == lists.principal or moved.others[0] == lists.principal


@given(LISTS, NAMES)
def test_a_first_other_leads_the_other_choices(lists: Lists, programme: str) -> None:
    """A programme made first other choice is possible now, no longer later, and never first."""
    moved = lists.first_other(programme)
    assert moved.principal == lists.principal
    assert programme in moved.now[:2]
    assert programme == lists.principal or programme not in moved.later


def test_a_principal_is_not_its_own_other_choice() -> None:
    """Making the principal a first other choice changes nothing."""
    assert Lists("a", ("b",)).first_other("a") == Lists("a", ("b",))


def test_a_last_other_takes_the_place_of_the_third() -> None:
    """A programme added at the end comes last, in the place of the third when there are three."""
    assert Lists("a", ("b",)).last_other("z").others == ("b", "z")
    assert Lists("a", ("b", "c", "d")).last_other("z").others == ("b", "c", "z")


def test_a_last_other_already_listed_keeps_its_place() -> None:
    """A programme that is already possible now is not moved to the end."""
    assert Lists("a", ("z", "b", "c")).last_other("z").others == ("z", "b", "c")


def test_if_room_adds_only_below_three() -> None:
    """A programme added if there is room never drives another one out."""
    assert Lists("a", ("b", "c")).if_room("z").others == ("b", "c", "z")
    assert Lists("a", ("b", "c", "d")).if_room("z").others == ("b", "c", "d")


def test_the_next_in_order_takes_a_place_without_relief() -> None:
    """When the principal goes and nobody is named for its place, the next one takes it."""
    assert Lists("a", ("b", "c")).without(("a",), ()) == Lists("b", ("c",))


def test_relief_is_the_first_candidate_listed_else_the_last_candidate() -> None:
    """When the principal goes, the first listed candidate takes its place, or else the last candidate."""
    assert Lists("a", ("b", "c")).without(("a",), ("z", "c")) == Lists("c", ("b",))
    assert Lists("a", ("b", "c")).without(("a",), ("y", "z")) == Lists("z", ("b", "c"))


def test_relief_waits_while_the_principal_stays() -> None:
    """Candidates to the first place get nothing when another programme goes."""
    assert Lists("a", ("b", "c")).without(("b",), ("c",)) == Lists("a", ("c",))


@given(LISTS, st.lists(NAMES, min_size=1, max_size=3).map(tuple))
def test_what_is_taken_off_with_a_relief_is_gone(lists: Lists, gone: tuple[str, ...]) -> None:
    """Programmes taken off are no longer possible now, whatever the lists were."""
    left = lists.without(gone, ("relief",))
    assert set(left.now).isdisjoint(gone)


def test_a_programme_is_placed_right_after_its_mark() -> None:
    """A placed programme follows the first mark listed, be it new or ranked lower."""
    assert Lists("a", ("b", "c")).placed_after("z", ("b",)).now == ("a", "b", "z", "c")
    assert Lists("a", ("b", "c")).placed_after("c", ("x", "a")).now == ("a", "c", "b")


def test_a_programme_that_ranks_better_stays() -> None:
    """A programme already before its mark is not moved down, nor moved when no mark is listed."""
    lists = Lists("a", ("b", "c"))
    assert lists.placed_after("a", ("b",)) == lists
    assert lists.placed_after("c", ("x",)) == lists


def test_what_is_tied_behind_the_first_keeps_its_place() -> None:
    """A programme placed after the principal comes after those that a modifier tied behind it."""
    lists = Lists("dev", ("starter",)).first_other("adhesion")
    assert lists.placed_after("dla", ("dev",)).now == ("dev", "adhesion", "dla", "starter")
    assert lists.placed_after("adhesion", ("starter",)) == lists


@given(LISTS, NAMES, NAMES)
def test_a_swap_done_twice_is_undone(lists: Lists, one: str, two: str) -> None:
    """Exchanging two programmes twice gives the lists back."""
    assert lists.swapped(one, two).swapped(one, two) == lists


def test_a_swap_leaves_the_later_steps() -> None:
    """Exchanging two programmes concerns what is possible now."""
    assert Lists("a", ("b", "c"), ("a",)).swapped("a", "c") == Lists("c", ("b", "a"), ("a",))
