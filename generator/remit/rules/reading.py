"""Pages for what is found while data files and templates are read, where no rule looks at records.

Each entry has four lines: id and severity, what must hold, why, and what to do.
"""

from __future__ import annotations

from remit.findings import Severity
from remit.rules.rule import Rule

FILES = """
YAML-001 error
A data file has at most 5 MB.
Larger files are never records; they slow every run down.
Split the file.

YAML-002 error
A data file is UTF-8 text.
Names with accents are read wrongly in other encodings.
Save the file with the encoding UTF-8.

YAML-003 error
A data file holds only characters that can be seen and that a Word file can hold.
Invisible and reversing characters can make a contract read differently from what is stored.
Delete the character that the message names and write the text again.

YAML-004 error
A data file is well-formed YAML.
Nothing in the file can be read otherwise.
Indent with spaces, put text with ': ' or ' #' in quotes, and look at the line above, too.

YAML-005 error
A data file holds one document.
A second document after '---' would be read by nobody.
Remove the line '---', or make two files.

YAML-006 error
Records use no anchors, aliases and merge keys.
A value must stand where it is read, so that a change of it can be reviewed there.
Write the value out. Put text that begins with & or * in quotes.

YAML-007 error
A data file is nested at most 64 levels deep.
Records have five levels or so; deeper files are damaged or hostile.
Make the structure flatter.

YAML-008 error
Records use no tags.
The kind of a value is known from its field; a tag could only contradict it.
Remove the tag. Put text that begins with ! in quotes.

YAML-009 error
A key stands once in a mapping.
Of two values for one key one would silently be lost.
Keep one of the two lines.

YAML-011 warning
Quotation marks around a text are straight ones.
Typographic ones belong to the text: a version "1.0" in them is another version, and a title is printed with them.
Write " or ', or no quotation marks at all.

YAML-012 warning
A comment begins with # and a space.
What follows # is not read. In 'Project Team #1' the number is lost without a word.
Put the text in quotation marks, or write a space behind # where a comment is meant.

YAML-010 error
A key is plain text.
Lists and mappings as keys mean nothing in a record.
Write the key as a word.

FILE-001 error
A data file is a regular file inside the playbook that can be read.
Links out of the folder are not part of the playbook that is reviewed.
Put the file itself in its place, and check its permissions.

FILE-002 error
No two files differ only in capital letters.
On many computers they are one file.
Rename one of them.

FILE-003 warning
Every file below data/ is of a kind that is read.
A file in the wrong place looks like a record and has no effect.
Move or rename it; the data dictionary lists the places of files.

FILE-004 error
The files that every playbook needs exist.
Roles, services, responsibilities and governance are what all documents rest on.
Write the file, or copy it from a new playbook made by 'remit init'.

SHAPE-001 error
A record has only fields that its kind knows.
A misspelt field would silently have no effect.
Take the name that the hint proposes; the data dictionary lists all fields.

SHAPE-002 error
A record has all fields that its kind needs.
Documents print them.
Add the field; the message says what belongs in it.

SHAPE-003 error
A field that is written has a value.
An empty value could mean unknown, none or forgotten.
Give a value, or remove the line where the field is optional.

SHAPE-004 error
A value is written as its field expects: date, amount, percentage, duration, number, list.
A value that can be read in two ways will be.
Write it as in the example of the message: 2025-06-02, 41500 USD, 12.5 %, 5 business days.

SHAPE-005 error
A value is one of the choices of its field.
Rules and documents depend on the exact word.
Take one of the choices that the message lists.

SHAPE-006 error
An id has small letters, digits and hyphens, at most 64.
Ids become file names and web addresses on every system.
Write the id as, for example, site-monitoring.
"""

TEMPLATES = """
TPL-001 error
The front matter of a template can be read and says what the document is.
It decides for which records the template is printed, under which title and file name.
Fill in the fields that the message names.

TPL-002 error
Every Jinja tag is complete and every block tag is closed.
An open tag swallows the rest of a contract.
Close the tag: {% if ... %} ... {% endif %}.

TPL-003 error
A template uses only the documented parts of Jinja.
Templates print records; they do not calculate, call or include.
Let the record hold the value that is to be printed.

TPL-004 error
A tag opens and closes at the same level: around blocks, around rows, or within one paragraph.
Otherwise half a paragraph or table would be printed.
Put both tags on lines of their own, or both into the paragraph.

TPL-005 error
Every cross-reference names a block that the template or its clauses define.
A reference to nothing prints as a broken number.
Correct the id, or add {#id} to the block that is meant.

TPL-006 error
A cross-reference aims at a block that is printed in this document.
A clause that is left out has no number.
Put the reference under the same condition as its target.

TPL-007 error
Every id is printed once in a document.
A reference to an id that stands twice is ambiguous.
Rename one of the two, or leave ids out inside loops.

TPL-008 error
A template uses only the documented Markdown.
What Word cannot show in the house style is refused instead of lost.
See the template guide for what can be written.

TPL-009 error
Containers are known, complete and closed.
An open ::: container swallows what follows.
Close it with as many colons as it was opened with.

TPL-010 error
Every clause and position that a document prints exists in the clause library.
A contract must not miss a clause that its record chose.
Correct the name, or write the clause.

TPL-011 error
Every name that a template prints exists in its record.
A misspelt name would print nothing where an amount belongs.
Correct the name; the data dictionary lists all fields.

TPL-012 error
What a template prints is text, a number or an amount.
A list or a record has no wording of its own.
Loop over it, or print one of its fields.

TPL-013 error
No printed text holds a character that a Word file cannot hold.
Word refuses to open such a file.
Remove the character.

TPL-014 error
A document stays within the limits on size and repetition.
A loop without end must not stop the machine.
Print fewer repetitions, or split the document.

TPL-015 error
Clause numbering follows headings: no level is skipped, and none depends on a condition.
Numbers are Word's own; they must be the same in every edition of the document.
Begin the list under a heading, and indent one level at a time.

TPL-016 error
A table row has as many cells as the table has columns.
A missing cell shifts amounts under the wrong heading.
Add or remove a cell (|).

TPL-017 error
A file of the clause library has an id, a version, an owner and its positions, and names roles that exist.
Approvers are found through the owner, changes through the version.
Fill in the front matter; give every position a section '## position-id' and every fallback an approver.

TPL-018 error
The house style is a Word file with the styles that documents use.
All documents take fonts, margins and numbering from it.
Put contract_templates/house.docx back, or save your own with the styles of the shipped one.

TPL-019 warning
Every term that a template defines is used.
A definition that nothing refers to makes readers look for the clause that they have missed.
Delete the definition, or use the term where it is meant.

TPL-020 warning
Every term that a template uses is defined in it.
A capitalised word without a definition means whatever each party wants it to mean.
Define it, write it with a small letter, or list a name under 'names:' in the front matter.

TPL-021 warning
No template leaves a placeholder open.
What the wording leaves open is open in every document; an executed one is refused.
Write what is agreed, or let the record hold it.

TPL-022 error
A Word template of the company's own can be read, and the package that prints it is installed.
Word templates are filled in by docxtpl, which comes only with the extra 'docx-templates'.
Run pip install 'remit[docx-templates]', or save the template again as .docx.

TPL-023 error
Every document has a template in its language.
A document is never printed with wording in another language than it says, so without a template it is not printed at all.
Write contract_templates/<kind>.<language>.md with its clauses, or choose a language that has a template.

TPL-024 error
The figures of a document speak its language.
A contract with words of two languages leaves open which of them counts; figures of memos and reports, only English, warn.
Give the words under 'labels: figures:' in the front matter, with the same names in braces as the English ones.

TPL-025 warning
What the program itself prints in a document speaks its language.
"Schedule" or "business days" in a German contract is a slip at best, and an argument about the meaning at worst.
Give the words under 'labels:' in the front matter of the template, also those that are the same in both languages.

TPL-026 warning
Headers and footers of the house style stay within its margins.
Word leaves tab stops where they are when margins get wider; the page number then stands in the margin, or is cut off.
Move the tab stop in the header or footer, or in its style, to the right margin of the page.
"""


def pages(entries: str, source: str) -> tuple[Rule, ...]:
    """The rules that a text with entries of four lines describes."""
    return tuple(_rule(entry.strip().splitlines(), source) for entry in entries.strip().split("\n\n"))


def _rule(lines: list[str], source: str) -> Rule:
    head, title, why, right = lines
    id, severity = head.split()
    return Rule(id, Severity(severity), f"{title}\n\nWhy: {why}\n\nRight: {right}\n\nSource: {source}.")


RULES = (*pages(FILES, "how records are read"), *pages(TEMPLATES, "how templates are read"))
