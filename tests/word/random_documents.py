"""Documents made by chance, the same for the same seed: every construct of the language with texts of every script."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

HEAD = "---\ntitle: Document\nfor: work_order\nfile_name: d\ntoc: {toc}\n---\n"
SIGNS = "&<>\"'{}%#|*[]@:_\\`~^$\t\n"
SCRIPTS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x52F),
    (0x5D0, 0x5EA),
    (0x620, 0x64A),
    (0x3040, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0x1F300, 0x1F64F),
)
LEGAL = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))


def _refused(letter: str) -> bool:
    """Control characters, and the invisible ones that records may not hold because they turn the direction of text."""
    return unicodedata.category(letter) in ("Cc", "Cs", "Cf")


class Maker:
    """Writes one template and the texts it prints."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.texts: list[str] = []
        self.ids: list[str] = []

    def template(self) -> str:
        """The template; ``texts`` holds its values."""
        chance = self.chance
        parts = [self.key_terms()] if chance.random() < 0.3 else []
        parts += ["::: parties\n- " + self.words() + "\n:::"] if chance.random() < 0.3 else []
        parts += [
            "::: recitals\n" + "\n".join(f"- {self.words()}" for _ in range(chance.randint(1, 4))) + "\n:::"
        ]
        parts += [self.section() for _ in range(chance.randint(1, 5))]
        parts += [self.schedule() for _ in range(chance.randint(0, 2))]
        parts += ["::: signatures\n:::"] if chance.random() < 0.5 else []
        return HEAD.format(toc=str(chance.random() < 0.5).lower()) + "\n\n".join(parts) + "\n"

    def text(self) -> str:
        """A text of one script, of every legal character, or of one long word."""
        chance, kind = self.chance, self.chance.random()
        length = chance.randint(1, 40)
        if kind < 0.15:
            return chance.choice("abMW1漢") * chance.randint(40, 400)
        spans = (chance.choice(SCRIPTS), (0x20, 0x7E)) if kind < 0.7 else LEGAL
        letters = [chr(chance.randint(*chance.choice(spans))) for _ in range(length)]
        if kind > 0.5:
            letters += chance.choices(SIGNS, k=5)
        chance.shuffle(letters)
        return "".join(one for one in letters if one in "\t\n" or not _refused(one))

    def value(self) -> str:
        """A tag that prints a new text."""
        self.texts.append(self.text())
        return f"{{{{ texts[{len(self.texts) - 1}] }}}}"

    def words(self) -> str:
        """Words of the template with values, faces and references among them."""
        made: list[Callable[[], str]] = [
            self.value,
            lambda: 'plain words & "more" <signs>',
            lambda: f"**strong {self.value()}**",
            lambda: "*emphasised*",
            lambda: f"[@{self.chance.choice(self.ids)}]" if self.ids else "x",
            lambda: f'**"Term {len(self.texts)}"**{{.term}}',
            lambda: f"{{% if texts %}}{self.value()}{{% endif %}}",
        ]
        return " ".join(self.chance.choice(made)() for _ in range(self.chance.randint(1, 5)))

    def identifier(self) -> str:
        """An id at the end of a clause, sometimes."""
        if self.chance.random() < 0.5:
            return ""
        self.ids.append(f"id{len(self.ids)}")
        return f" {{#{self.ids[-1]}}}"

    def section(self) -> str:
        """A heading with clauses, tables and bullets below it."""
        parts = [f"# {self.words()}{self.identifier()}"]
        if self.chance.random() < 0.4:
            parts.append(f"## {self.words()}{self.identifier()}")
        below = (self.items, self.items, self.table, self.bullets, self.words, self.note, self.landscape)
        parts += [self.chance.choice(below)() for _ in range(self.chance.randint(1, 4))]
        return "\n\n".join(parts)

    def items(self, depth: int = 0) -> str:
        """Numbered clauses, nested up to four deep, some of them in a loop."""
        if depth == 0 and self.chance.random() < 0.3:
            return f"{{% for n in few %}}\n1. {self.words()}\n{{% endfor %}}"
        lines = []
        for _ in range(self.chance.randint(1, 3)):
            lines.append(f"{'   ' * depth}1. {self.words()}{self.identifier()}")
            if depth < 3 and self.chance.random() < 0.4:
                lines.append(self.items(depth + 1))
        return "\n".join(lines)

    def bullets(self) -> str:
        """A list without numbers."""
        return "\n".join(f"- {self.words()}" for _ in range(self.chance.randint(1, 4)))

    def table(self) -> str:
        """A table of some columns with options, a loop over its rows now and then."""
        columns = self.chance.randint(1, 7)
        aligns = [self.chance.choice(("---", "--:", ":-:")) for _ in range(columns)]
        rows = [self.row(columns) for _ in range(self.chance.randint(1, 6))]
        if self.chance.random() < 0.3:
            rows = ["{% for n in few %}", *rows, "{% endfor %}"]
        options = [one for one in ("zebra", "total", 'caption="Fees & costs"') if self.chance.random() < 0.3]
        lines = [self.row(columns), f"|{'|'.join(aligns)}|", *rows]
        return f"::: table {' '.join(options)}\n" + "\n".join(lines) + "\n:::"

    def row(self, columns: int) -> str:
        """A row whose cells hold words, nothing, or a value."""
        cells = [
            self.chance.choice((self.value, lambda: "", lambda: "word<br>word"))() for _ in range(columns)
        ]
        return f"| {' | '.join(cells)} |"

    def key_terms(self) -> str:
        """A table of key terms."""
        rows = [f"| **Term** a hint | {self.value()} |" for _ in range(self.chance.randint(1, 5))]
        return "::: keyterms\n| | |\n|---|---|\n" + "\n".join(rows) + "\n:::"

    def note(self) -> str:
        """A drafting note."""
        return f"::: note\n{self.words()}\n:::"

    def landscape(self) -> str:
        """Landscape pages."""
        return f":::: landscape\n{self.table()}\n::::"

    def schedule(self) -> str:
        """A schedule with sections of its own."""
        return f'::::: schedule "{self.value()}"\n{self.section()}\n:::::'
