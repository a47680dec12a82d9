"""A keymap file remaps commands by their names; a mistake in it is told in a sentence and ends nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coffeechat.commands.keymap import Keymap, read_keymap, resolved_keys
from coffeechat.commands.keys import is_key, shown_key, textual_key
from coffeechat.widgets.virtual_table import VirtualTable
from commands.sample_app import PeopleApp, PeopleScreen

PLACE = (*PeopleScreen.commands(), *VirtualTable.commands(), *PeopleApp.commands())


def read(text: str) -> Keymap:
    return read_keymap(text, [PLACE])


def test_a_command_gets_the_key_it_is_given() -> None:
    assert read('[keys]\n"people.merge" = "J"') == Keymap({"people.merge": "J"})


def test_a_command_may_get_several_keys_and_signs_are_named_as_textual_names_them() -> None:
    assert read('[keys]\n"people.merge" = ["J", "=", ","]').keys == {"people.merge": "J,equals_sign,comma"}


def test_an_empty_file_changes_nothing() -> None:
    assert read("") == Keymap()


def test_an_unknown_command_is_told_with_the_nearest_name() -> None:
    assert read('[keys]\n"people.merg" = "J"').problems == (
        "There is no command “people.merg”: did you mean “people.merge”?",
    )


def test_an_unknown_key_is_told_and_left_out() -> None:
    keymap = read('[keys]\n"people.merge" = "ctl+k"')
    assert keymap.keys == {}
    assert keymap.problems == (
        "“people.merge” can't have the key “ctl+k”: there is none of that name. Write one like M, f5 or ctrl+k.",
    )


def test_a_value_that_is_no_key_is_told() -> None:
    for value in ("4", "[]", "[4]", "{}"):
        assert read(f'[keys]\n"people.merge" = {value}').problems == (
            '“people.merge” needs a key or a list of keys, such as "M" or ["M", "f5"].',
        )


def test_a_key_of_another_command_of_the_screen_is_a_conflict() -> None:
    assert read('[keys]\n"people.add" = "M"').problems == (
        "The key M is given to “Add a person” (people.add) and “Merge two people” (people.merge): "
        "only one can have it, give the other another.",
    )


def test_a_key_of_the_app_or_of_the_list_is_a_conflict_too() -> None:
    (problem,) = read('[keys]\n"people.add" = "u"').problems
    assert "(app.undo)" in problem
    (problem,) = read('[keys]\n"people.add" = "v"').problems
    assert "(list.mark_range)" in problem


def test_swapped_keys_are_no_conflict() -> None:
    assert read('[keys]\n"people.add" = "M"\n"people.merge" = "a"').problems == ()


def test_screens_that_are_never_up_together_may_share_a_key() -> None:
    places = [PeopleScreen.commands(), PeopleApp.commands()]
    assert read_keymap('[keys]\n"people.add" = "u"', places).problems == ()


def test_a_conflict_is_told_once_however_many_screens_have_it() -> None:
    assert len(read_keymap('[keys]\n"app.undo" = "j"', [PLACE, PLACE]).problems) == 1


def test_broken_toml_is_told_and_changes_nothing() -> None:
    keymap = read("[keys")
    assert keymap.keys == {}
    assert keymap.problems[0].startswith("The keymap is not valid TOML, so no key was changed: ")


def test_a_file_without_the_table_is_told() -> None:
    assert read("keys = 3").problems == (
        'The keymap needs a table: a line [keys], below it lines like "people.merge" = "M".',
    )


@given(st.text(max_size=60))
def test_no_text_ends_the_app(text: str) -> None:
    read(text)
    read(f'[keys]\n"people.merge" = {text!r}')


def test_a_command_keeps_those_of_its_keys_that_nobody_else_was_given() -> None:
    keys = resolved_keys(PeopleScreen.commands(), {"people.add": "M,x"})
    assert keys["people.add"] == ("M", "x")
    assert keys["people.merge"] == ("ctrl+k",)


def test_keys_are_shown_as_people_read_them() -> None:
    keys = ("?", "down", "enter", "escape", "ctrl+p", "space", "G", "f1", "pagedown", "comma", ":")
    shown = ["?", "↓", "enter", "esc", "ctrl+p", "space", "G", "f1", "pgdn", ",", ":"]
    assert [shown_key(key) for key in keys] == shown


def test_every_declared_key_is_one() -> None:
    assert [key for command in PLACE for key in command.keys if not is_key(key)] == []


def test_names_that_are_no_keys_are_recognised() -> None:
    assert [key for key in ("", " ", "ctl+k", "ctrl+", "entr", "a+b", "ab") if is_key(key)] == []


@given(st.sampled_from([key for command in PLACE for key in command.keys]))
def test_a_shown_key_of_one_character_can_be_written_in_the_keymap(key: str) -> None:
    shown = shown_key(key)
    if len(shown) == 1 and shown.isascii():
        assert textual_key(shown) == textual_key(key)
