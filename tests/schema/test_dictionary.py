"""The data dictionary names every field of every file once."""

from __future__ import annotations

from remit.model.catalogue import FILE_KINDS
from remit.model.fields import definition
from remit.model.money import WorkOrder
from remit.schema.dictionary import data_dictionary, title_of


def test_every_kind_of_file_has_an_entry() -> None:
    assert [one.name for one in data_dictionary()] == [kind.name for kind in FILE_KINDS]


def test_every_field_that_can_be_written_stands_in_it() -> None:
    files = {one.name: one for one in data_dictionary()}
    for kind in FILE_KINDS:
        written = [field.name for field in definition(kind.cls) if not field.from_path]
        assert [entry.name for entry in files[kind.name].groups[0].entries] == written


def test_a_field_tells_what_it_holds() -> None:
    order = next(one for one in data_dictionary() if one.name == "work_order")
    fields = {entry.name: entry for entry in order.groups[0].entries}
    assert fields["direct"].holds == "unit lines by id"
    assert fields["direct"].group in {group.anchor for group in order.groups}
    assert fields["services"].holds == "list of texts"
    assert fields["services"].refers == "service"
    assert fields["pricing"].options == ("units", "fixed price", "time and units")
    assert fields["start"].holds == "date"
    assert title_of(WorkOrder) == "Work order"
