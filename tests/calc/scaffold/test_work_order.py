"""A work order modelled on another has its unit prices, this study's quantities and sums that hold."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from remit.calc.scaffold.order import Order
from remit.calc.scaffold.work_order import new_work_order
from remit.exchange.yaml_text import to_yaml
from remit.findings import CannotGoOn, Severity
from remit.load.records import read_records
from remit.model.draft import Draft
from remit.model.values import Money
from tests.calc.scaffold.example import judged, ledger, tree

TODAY = dt.date(2026, 11, 23)
ORDER = Order("wo-202", "al-202", "brightwell", TODAY, dt.date(2027, 1, 4), dt.date(2028, 12, 29))


def modelled(order: Order = ORDER, files: dict[str, bytes] | None = None) -> Draft:
    return new_work_order(ledger(files), order, "wo-101")


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def told(draft: Draft, *keys: str) -> list[str]:
    return [remark.text for remark in draft.remarks if remark.keys == keys]


def test_quantities_follow_sites_participants_and_months() -> None:
    values = modelled().values
    visits, calls = values["direct"]["visits"], values["direct"]["calls"]
    assert (visits["quantity"], visits["unit_price"], visits["amount"]) == (
        Decimal(250),
        usd("4000"),
        usd("1000000"),
    )
    assert (calls["people"], calls["months"], calls["quantity"], calls["amount"]) == (
        1,
        20,
        20,
        usd("100000"),
    )
    grants = values["pass_through"]["grants"]
    assert (grants["quantity"], grants["estimate"], grants["cap"]) == (
        Decimal(125),
        usd("1000000"),
        usd("1050000"),
    )


def test_every_scaled_figure_says_on_what_it_rests() -> None:
    draft = modelled()
    assert told(draft, "direct", "visits", "quantity") == ["100 in wo-101 x 25/10 sites"]
    assert told(draft, "pass_through", "grants", "quantity") == ["50 in wo-101 x 125/50 participants"]
    assert "# confirm: 100 in wo-101 x 25/10 sites\n    quantity: 250\n" in to_yaml(draft)


def test_sums_payments_advance_holdback_and_risk_are_recomputed() -> None:
    values = modelled().values
    assert values["totals"] == {
        "direct": usd("1100000"),
        "investigator": usd("1000000"),
        "other_pass_through": usd("175000"),
        "pass_through": usd("1175000"),
        "contract_value": usd("2275000"),
    }
    payment = values["payment"]
    assert (payment["units_amount"], payment["base_amount"]) == (usd("660000"), usd("440000"))
    assert [one["amount"] for one in payment["milestones"].values()] == [
        usd("110000"),
        usd("220000"),
        usd("110000"),
    ]
    assert values["holdback"]["total"] == usd("55000")
    assert (values["risk_sharing"]["at_risk"], values["risk_sharing"]["bonus_cap"]) == (
        usd("88000"),
        usd("55000"),
    )
    days = (dt.date(2028, 12, 29) - dt.date(2027, 1, 4)).days + 1
    assert values["advances"]["fees"]["amount"] == usd(str(1_100_000 * 75 // days // 1000 * 1000))


def test_facts_of_the_study_are_assumed_even_without_a_unit() -> None:
    assert modelled().values["assumptions"]["sites"]["value"] == "25"


def unlimited() -> dict[str, bytes]:
    """The playbook with signatories whose authority has no limit."""
    return {
        name: re.sub(rb"\n *limit: .*", b"", text) if "parties/" in name else text
        for name, text in tree().items()
    }


def test_a_modelled_order_has_no_error_in_a_check() -> None:
    findings = judged(unlimited(), studies__al_202__work_orders__wo_202=modelled(files=unlimited()))
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def test_dates_move_with_the_term() -> None:
    milestones = modelled().values["payment"]["milestones"]
    planned = [one["planned"] for one in milestones.values()]
    assert planned == [
        dt.date(2027, 3, 1),
        dt.date(2027, 11, 30),
        dt.date(2028, 11, 28),
    ]


def test_the_term_follows_the_study_where_it_is_not_given() -> None:
    values = modelled(Order("wo-202", "al-202", "brightwell", TODAY)).values
    assert values["start"] == dt.date(2027, 1, 5)
    assert values["end"] == dt.date(2029, 12, 31)


def test_without_any_date_the_term_is_left_open() -> None:
    draft = modelled(Order("wo-202", "al-202", "brightwell", TODAY), tree(dates="{}"))
    assert not {"start", "end"} & draft.values.keys()
    assert "give it with --start" in told(draft, "start")[0]
    assert all("planned" not in one for one in draft.values["payment"]["milestones"].values())


def test_names_dates_and_counts_in_texts_change_and_doubts_are_told() -> None:
    files = tree()
    path = "data/studies/al-101/work_orders/wo-101.yaml"
    text = files[path].decode()
    text = text.replace("title: Work order", "title: Work Order WO-101 for AL-101")
    text = text.replace(
        "evidence: Signed report", "evidence: Report of AL-101 on 5 of 10 sites by 30 November 2027"
    )
    text = text.replace("acceptance: Signed", "acceptance: All 100 reports signed within 10 business days")
    text = text.replace(
        "description: Monitoring visits", "description: Monitoring visits\n    note: 100 in all, by Lumen"
    )
    draft = modelled(files={**files, path: text.encode()})
    assert draft.values["title"] == "Work Order WO-202 for AL-202"
    milestone = draft.values["payment"]["milestones"]["report"]
    assert milestone["evidence"] == "Report of AL-202 on 5 of 25 sites by 28 November 2028"
    assert told(draft, "deliverables", "reports", "acceptance") == ["still has 100 from wo-101"]
    assert "note" not in draft.values["direct"]["visits"]
    assert told(draft, "direct", "visits", "note") == ["in wo-101: 100 in all, by Lumen"]


def test_an_assumption_takes_this_studys_figure_or_says_that_it_does_not() -> None:
    files = tree()
    path = "data/studies/al-101/work_orders/wo-101.yaml"
    text = files[path].decode().replace("    value: 10\n", '    value: "10"\n    unit: sites\n')
    draft = modelled(files={**files, path: text.encode()})
    assert draft.values["assumptions"]["sites"]["value"] == "25"
    assert told(draft, "assumptions", "screening-rate", "value") == ["as in wo-101"]


def test_services_that_the_cro_does_not_provide_are_left_out_with_their_lines() -> None:
    files = tree()
    text = (
        files["data/studies/al-202/study.yaml"]
        .decode()
        .replace("  site-monitoring: {provider: brightwell}\n", "")
    )
    draft = modelled(files={**files, "data/studies/al-202/study.yaml": text.encode()})
    assert "the study does not say who provides which service" in told(draft, "services")[0]
    other = text + "  medical-writing: {provider: brightwell}\n"
    draft = modelled(files={**files, "data/studies/al-202/study.yaml": other.encode()})
    assert (draft.values["services"], draft.values["direct"]) == ((), {})


def test_a_draft_is_unsigned_and_of_the_standard_positions() -> None:
    values = modelled(files=unlimited()).values
    assert values["status"] == "draft"
    assert values["signatures"] == (
        {"party": "aldena", "signatory": "managing-director"},
        {"party": "brightwell", "signatory": "managing-director"},
    )
    assert "positions" not in values
    assert values["history"] == (
        {
            "version": "0.1",
            "date": TODAY,
            "author": "cro-project-manager",
            "change": "First draft, modelled on WO-101",
        },
    )


def test_nobody_is_named_to_sign_beyond_their_authority() -> None:
    draft = modelled()
    assert [one["party"] for one in draft.values["signatures"]] == ["aldena"]
    assert told(draft, "signatures") == [
        "no signatory of brightwell whose authority reaches to 2,275,000 USD"
    ]


def test_without_a_model_only_what_follows_is_filled() -> None:
    draft = new_work_order(ledger(), ORDER)
    assert draft.values["services"] == ("site-monitoring",)
    assert (draft.values["master"], draft.values["quality_agreement"]) == ("msa-bright", "qa-bright")
    assert not {"direct", "totals", "payment", "pricing"} & draft.values.keys()


@pytest.mark.parametrize(
    ("study", "cro", "like", "message"),
    [
        ("al-203", "brightwell", None, "there is no study 'al-203'"),
        ("al-202", "aldena", None, "Aldena is of kind 'sponsor', not a CRO"),
        ("al-202", "brightwel", None, "there is no party 'brightwel'"),
        ("al-202", "brightwell", "wo-999", "there is no work order 'wo-999'"),
    ],
)
def test_what_does_not_exist_is_named(study: str, cro: str, like: str | None, message: str) -> None:
    with pytest.raises(CannotGoOn, match=message) as stop:
        new_work_order(ledger(), Order("wo-x", study, cro, TODAY), like)
    assert stop.value.findings[0].hint


def with_assumption(title: str, unit: str, value: str = "80", note: str = "") -> dict[str, bytes]:
    files = tree()
    path = "data/studies/al-101/work_orders/wo-101.yaml"
    text = files[path].decode()
    extra = f'assumptions:\n  central:\n    title: {title}\n    value: "{value}"\n    unit: "{unit}"\n'
    extra += f"    note: {note}\n" if note else ""
    assert "assumptions:\n" in text
    return {**files, path: text.replace("assumptions:\n", extra).encode()}


def test_a_share_is_never_scaled() -> None:
    central = modelled(files=with_assumption("Central ethics", "% of US sites")).values["assumptions"][
        "central"
    ]
    assert central["value"] == "80"


def test_an_assumption_about_a_country_without_sites_is_left_out_and_told() -> None:
    files = with_assumption("Central ethics", "% of US sites")
    path = "data/studies/al-202/study.yaml"
    files[path] = files[path].replace(b"[US, PL]", b"[PL]")
    draft = modelled(files=files)
    assert "central" not in draft.values["assumptions"]
    assert any("no sites in US" in text for text in told(draft, "assumptions"))


def test_a_part_of_the_world_is_pointed_out() -> None:
    draft = modelled(files=with_assumption("Meetings", "meetings", "2", "One in Europe and one in Asia"))
    assert told(draft, "assumptions", "central", "note") == ["names Asia, Europe as in wo-101"] or told(
        draft, "assumptions", "central", "note"
    ) == ["names Europe, Asia as in wo-101"]


@pytest.mark.parametrize("like", [None, "wo-101"])
def test_a_study_without_participants_has_nothing_to_order(like: str | None) -> None:
    with pytest.raises(CannotGoOn, match="enrols 0 participants") as stop:
        new_work_order(ledger(tree(participants="{enrolled: 0}")), ORDER, like)
    assert stop.value.findings[0].rule == "NEW-005"


def test_a_study_without_sites_has_no_quantities() -> None:
    with pytest.raises(CannotGoOn, match="has 0 sites"):
        new_work_order(ledger(tree(sites="0")), ORDER, "wo-101")


def test_proposals_are_reported_until_their_comments_are_deleted() -> None:
    draft = modelled()
    found = [
        one for one in judged(tree(), studies__al_202__work_orders__wo_202=draft) if one.rule == "NEW-004"
    ]
    assert len(found) == 1
    assert found[0].severity is Severity.WARNING
    text = to_yaml(draft)
    lines = [
        place for place, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith("# confirm:")
    ]
    assert (
        f"{len(lines)} proposals are not confirmed (lines {', '.join(map(str, lines))})" in found[0].message
    )
    path = "data/studies/al-202/work_orders/wo-202.yaml"
    confirmed = "\n".join(line for line in text.splitlines() if "# confirm:" not in line)
    assert not [one for one in read_records({**tree(), path: confirmed.encode()})[1] if one.rule == "NEW-004"]
