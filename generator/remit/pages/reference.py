"""Reference pages: findings, rules, glossary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from remit.pages.book import Book, RuleText
from remit.pages.markdown import Block, Inert, Tone, badge, group, heading, lead, note, paragraph, table, text
from remit.pages.page import Desk, Page

TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "information": "info"}
_SECTION = re.compile(r"^(Why|Wrong|Right|Source):[ \t]*", re.M)


def pages(book: Book) -> Iterator[Page]:
    """Findings, rules by family, glossary."""
    yield _findings(Desk(book, "reference/findings"))
    yield _rules(Desk(book, "reference/rules/index"))
    for home in dict.fromkeys(rule.home for rule in book.rules):
        yield _family(Desk(book, home))
    yield _glossary(Desk(book, "reference/glossary"))


def _findings(desk: Desk) -> Page:
    found = desk.book.findings
    counts = Counter(finding.severity.value for finding in found)
    blocks = [
        heading(1, "Findings"),
        lead("What is wrong in the records and templates from which these pages were made."),
    ]
    if not found:
        blocks.append(note("Nothing is wrong", "Every rule was kept when these pages were made.", "good"))
    else:
        blocks.append(
            Block("<p>" + " ".join(badge(f"{n} {kind}", TONES[kind]) for kind, n in counts.items()) + "</p>")
        )
        blocks.append(desk.findings(found, "All findings"))
    return desk.page("Findings", blocks)


def _families(book: Book) -> Sequence[str]:
    return tuple(dict.fromkeys(rule.family for rule in book.rules))


def _rules(desk: Desk) -> Page:
    blocks = [
        heading(1, "Rules"),
        lead(
            "What is checked. Errors keep a contract from being printed; warnings are for a look before signing."
        ),
    ]
    for family in _families(desk.book):
        rules = [rule for rule in desk.book.rules if rule.family == family]
        rows = [
            (
                desk.to(f"{rule.home}#{rule.id.lower()}", rule.id),
                rule.title,
                badge(rule.severity, TONES.get(rule.severity, "plain")),
            )
            for rule in rules
        ]
        blocks += [
            heading(2, family),
            table(
                [("Rule", "narrow"), ("What it checks", "wide"), "Severity"], rows, caption=f"Rules: {family}"
            ),
        ]
    return desk.page("All rules", blocks)


def _family(desk: Desk) -> Page:
    rules = [rule for rule in desk.book.rules if rule.home == desk.path]
    title = rules[0].family
    return desk.page(title, [heading(1, title), *(block for rule in rules for block in _rule(desk, rule))])


def _rule(desk: Desk, rule: RuleText) -> Iterator[Block]:
    yield heading(
        2,
        f"{rule.id} {rule.title}",
        rule.id.lower(),
        aside=badge(rule.severity, TONES.get(rule.severity, "plain")),
    )
    here = sum(finding.rule == rule.id for finding in desk.book.findings)
    if here:
        yield note(
            f"Broken in {here} place{'s' if here > 1 else ''}",
            Inert(f"See {desk.to('reference/findings', 'the findings')}."),
            "warn",
        )
    for name, body in sections(rule.page):
        if name in ("Wrong", "Right"):
            tone = "bad" if name == "Wrong" else "good"
            yield group(
                "div",
                [
                    Inert(f'<p class="example-title">{badge(name, "bad" if tone == "bad" else "good")}</p>'),
                    _verbatim(body),
                ],
                class_=f"example example-{tone}",
            )
        elif body:
            label = f"<strong>{text(name)}:</strong> " if name else ""
            yield from (
                Block(f"<p>{label if place == 0 else ''}{text(part)}</p>")
                for place, part in enumerate(re.split(r"\n\s*\n", body))
            )


def sections(page: str) -> list[tuple[str, str]]:
    """(name, text) of a rule's page below its first line, which is its title; the first has no name."""
    parts = _SECTION.split(page)
    named = list(zip(parts[1::2], parts[2::2], strict=True))
    return [("", parts[0].partition("\n")[2].strip()), *((name, body.strip("\n")) for name, body in named)]


def _verbatim(code: str) -> Inert:
    """Lines exactly as they are; blank ones keep a space, because a blank line would end the HTML block."""
    lines = code.strip("\n").splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    inner = "\n".join(_exact(line[margin:]) for line in lines)
    return Inert(f"<pre><code>{inner}</code></pre>")


def _exact(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return "&#32;" * indent + (text(line.lstrip()) or "&#32;")


def _glossary(desk: Desk) -> Page:
    terms = desk.book.playbook.glossary if desk.book.playbook else {}
    blocks = [heading(1, "Glossary"), lead("Terms as this playbook uses them.")]
    entries = [
        Inert(f'<div id="term-{place}"><dt>{text(term)}</dt><dd>{text(meaning)}</dd></div>')
        for place, (term, meaning) in enumerate(
            sorted(terms.items(), key=lambda entry: entry[0].casefold()), 1
        )
    ]
    blocks.append(group("dl", entries, class_="glossary") if entries else paragraph("No term is recorded."))
    return desk.page("Glossary", blocks)
