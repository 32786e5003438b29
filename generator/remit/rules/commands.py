"""Pages for what commands find in what they are given and in what they write.

Each entry has four lines: id and severity, what must hold, why, and what to do.
"""

from __future__ import annotations

from remit.rules.reading import pages

COMMANDS = """
WS-001 error
A command runs in a playbook's folder.
Without data/playbook.yaml there is nothing to read.
Go into the folder, name it with --root, or make one with 'remit init'.

CLI-001 error
A rule that a command is asked about exists.
Rule ids are never reused, but may be misspelt.
See 'remit explain --all'.

CLI-002 error
'remit init' writes into a new or empty folder.
It never overwrites what somebody has written.
Name another folder.

OS-001 error
Files and folders can be read and written.
The operating system refused; the message says what.
Check permissions and free space.

CLI-003 error
A command is given the id of a study, document or kind that exists.
Documents are printed for records; a misspelt id has none.
Take the name that the hint proposes.

CLI-004 error
The records call for a document of the chosen study and kind.
A study without a work order has none to print.
Write the record first, for example with 'remit new', or choose another study or kind.

CLI-005 error
What a review is asked to compare means one thing.
A folder and a branch of the same name hold different records.
Write ./name for the folder, or refs/heads/name for the branch.

CLI-006 error
A file with acceptances of changes can be read.
An acceptance that is not understood accepts nothing.
Write accepted_changes with a list of fingerprint, reason, owner and, if it ends, until.

CLI-007 error
A file that a command is given is a Word file.
Other files, and those that are broken, have no text to show.
Save an older file as .docx first; ask for a file that cannot be opened again.

CLI-008 error
What a calculation rests on can be read.
A sum from half of a contract would look like the whole.
Put right what 'remit check' says of the record that is named.

CLI-009 error
Two editions are compared whole before readers are told what changed.
A list with a gap would say that nothing else has changed.
See what 'remit review' could not read, and put it right.

FIX-001 error
A file that 'remit check --fix' changes is the file that was read.
What somebody saved in the meantime must not be lost.
Run the command again.

ISSUE-001 error
A document is entered into the register only from records and templates that are committed.
What a commit holds can be printed again years later; what was never committed cannot.
Commit the files, or say --draft where the register may name a state that nobody can get back.

ISSUE-002 error
A document that is executed is approved in its record.
Before that it carries a watermark, and its text may still change.
Set the status to 'approved' when the approvers have agreed, and print it again.

ISSUE-003 error
A file that is entered into the register has the text that its records print.
A changed text would make the register say that people signed what the records do not say.
Run 'remit verify' on the file, write the changes into the records, and print it again.

ISSUE-004 error
A version of a document is issued or executed once.
Two files of one version would both seem to be the one that counts.
Raise the version in the record, with a line in its history.

ISSUE-005 error
The register of issued documents can take an entry.
The file was changed by hand so that an entry cannot be added without touching others.
Put right what 'remit check' says of data/register.yaml.

NEW-001 error
A new record does not take the place of a file that exists.
What somebody has written is never lost by a command.
Choose another id, remove the file, or say --force.

NEW-002 error
What a new record is made from can be read: its study, party or model.
A draft with holes where the model should be would look finished.
Correct the id, or put right what 'remit check' says of that record.

NEW-003 error
A new document is made with a party of the right kind: the sponsor, or a CRO or vendor that does the work.
A contract with the wrong kind of party binds nobody to the work.
Name the party that is meant.

NEW-007 error
A change order that is computed changes something.
An order that says today what was signed needs no change order.
Change the work order's record first, or leave --from-drift out and write the change by hand.

NEW-008 error
A work order's record can be put back to what was signed by exchanging values.
Where lines were added or removed, only a person can say what else goes with them.
Leave --restore out, and put the record back by hand once the change order is written.

NEW-004 warning
What 'remit new' and 'remit import' propose is confirmed by a person, who then deletes the comment 'confirm:' above it.
A figure or name that was taken from another study looks as final as one that somebody has agreed.
Confirm or change each value, and delete the comment above it.

NEW-005 error
A new record is made only where there is something to propose.
Quantities of 0 or an empty list of duties would look finished, and say nothing.
Put right what the message names, in the record it names, and run the command again.

NEW-006 error
The study that a document is made for has all fields that its kind needs.
A document for a study that is half known would print nothing for the other half.
Add the field that the message names; 'remit check' lists all that are missing.
"""

REVISIONS = """
GIT-001 error
Two revisions are compared inside a git repository that git may read.
Without git there is only the state on the disk.
Run the command in a clone of the repository, or name two folders.

GIT-002 error
A revision that a command is given is one that git knows.
A misspelt branch would compare with nothing and find nothing.
Name a branch, a tag or a commit; in a clone of a part of the history, fetch the rest.

GIT-003 error
Two revisions share a commit from which both come.
Without it nobody can tell what was changed on one side and what on the other.
Fetch the whole history, or compare the two as they are with --direct.

GIT-005 error
A revision that is reviewed holds a playbook in the same folder, or in one other.
Without it everything would seem to be new.
Name a revision that has one, or two folders.

GIT-004 error
The files of a commit are in this copy of the repository.
A clone may leave files out, and they are never fetched behind your back.
Fetch the whole repository.
"""

LAYOUT = """
FORM-001 information
No line of a data file ends in spaces.
They are invisible, and show up as a change when an editor removes them.
Run 'remit check --fix', which removes them; only then are they looked for.

FORM-002 information
The fields of a record stand in the order of the data dictionary.
What always stands in the same place is found and compared faster.
Run 'remit check --fix', which moves them with their comments; only then is the order looked at.
"""

IMPORTS = """
JSON-001 error
A file to import is a regular file of at most 20 MB.
The record of one study is far smaller.
Save the record of one study only.

JSON-002 error
A file to import is UTF-8 text.
JSON is always UTF-8; other encodings spoil names.
Save it as UTF-8.

JSON-003 error
A file to import is whole, well-formed JSON.
A part of a file would give a part of a study.
Save the record again, to its end, in the format JSON, and do not edit it.

JSON-004 error
A key stands once in an object of a file to import.
Of two values one would silently be lost.
Save the record again and do not edit it.

JSON-005 error
A file to import is nested as deeply as study records are.
Deeper files are damaged or hostile.
Save the record again from its source.

JSON-006 error
A number in a file to import is a number that can be kept exactly.
NaN, infinity and huge exponents are no facts of a study.
Save the record again, with a number or without the field.

IMP-001 information
A field of the study record is left out where the file does not tell it.
The record can be read without it, and a guess would be printed in contracts.
Add the field when it is known.

IMP-002 warning
A field that every study record needs is left out where the file does not tell it.
A made-up value would be worse than a gap, because contracts print it.
Add the field; 'remit check' names it until then.

IMP-003 warning
A field of an imported file holds what it should: text, a number, a list.
A value of another kind may mean something else and is not taken over.
Correct the source, or write the value into the record.

IMP-004 warning
Words of an imported file are known: phases, types, countries.
An unknown word is not taken over, because duties and prices follow from it.
Write the right value into the record.

IMP-005 warning
Fields of an imported file do not contradict each other.
Both are taken over as they are; only a person can tell which is right.
Correct the record, and the registry.

IMP-006 warning
Texts of an imported file hold only characters that can be seen and printed.
Invisible and reversing characters can hide what a text says; they are removed.
Read the text once in the record.

IMP-007 information
A value that was chosen or derived is looked at by a person.
The note says from what it follows; it may not be meant so.
Confirm the value, or correct it in the record.

IMP-008 information
Parts of an imported file for which a study record has no field are named.
They stay where they are; the record does not repeat them.
Nothing needs to be done.

IMP-009 error
A file to import is in the format that the command reads.
A file of another format would give an empty or wrong study.
Save the whole record from ClinicalTrials.gov (API version 2) or from the study builder (USDM 3 or 4).

IMP-010 error
A file to import gives at least a title and a number of the study.
Without them there is nothing to keep.
Save the whole record of one study, or give an id with --study.
"""

TABLES = """
CSV-001 error
A table to import is a regular file of at most 5 MB.
The figures of a period are a few lines.
Name the file, and save only the rows that are meant.

CSV-002 error
A table to import is UTF-8 text, or UTF-16 with a byte-order mark.
In other encodings names and signs are read wrongly without anybody noticing.
Save it as 'CSV UTF-8' (in Excel: Save As, file type CSV UTF-8).

CSV-003 error
A table to import is well-formed: quotes are closed, no row is longer than the head, and all characters can be seen.
A shifted cell would put one figure into the place of another.
Put texts that hold the separator in quotes, double quotes inside them, and remove hidden characters.

CSV-004 error
The head of a table names its columns, each once: metric, with numerator and denominator or with value.
Without names nobody can say what a number is.
Write the names into the first line; 'remit export metrics' writes a table to be filled in.

IMP-011 error
A row of a table names a metric of the playbook, by its id or title.
A figure under an unknown name would be judged by no threshold.
Take the name that the hint proposes, or add the metric to data/metrics.yaml.

IMP-012 error
The figures of one metric and period stand in one row.
Of two rows one would silently be lost.
Keep one; add figures of sites or countries up before.

IMP-013 error
A number in a table can be read in one way only.
1,000 may be one or a thousand, and a guess would be judged like a fact.
Write plain digits with a point, for example 1080 or 0.8.

IMP-014 error
The figures of a row can be judged as the metric is defined: a fraction or a value, in its unit.
Half a fraction has no status, and hours are not days.
Add what the message names.

IMP-015 error
Figures are for a period and a CRO that are known.
A period tells its days by its name (2026-q3, 2026-h2, 2026-07, 2026) or by its record.
Name study, period and CRO as the message says.

IMP-016 error
A figure that stands in a record is not written over by a table.
What was reported and decided on must not change unseen.
Say --force when the new figure is right; the review of the change will show it.

IMP-017 warning
A table gives all figures that are due in its period.
The metric that is left out is the one that was bad.
Add the figures, or a comment why there are none.

IMP-018 information
A column of a table that is not read is named.
It may be a figure under another name.
Nothing needs to be done if it is not meant to be read.

IMP-019 information
A number that is not written as in records, but can be read in one way only, is told as it was read.
A decimal comma is common, and still worth a look.
Nothing needs to be done if it is right.

IMP-020 error
A row can be written into its record without touching other words there.
A record that somebody has laid out in a special way stays as it is.
Write each field of the entry on a line of its own, and run the command again.
"""

OUTPUTS = """
PRINT-001 error
Every document that is printed has a template of its kind that can be used.
A record alone has no wording.
Put right what is wrong in the template, or write contract_templates/<kind>.md.

PRINT-002 error
Everything that a document prints is in the records.
A contract cannot name a role or agreement that does not exist.
Run 'remit check': it names the place of the reference.

PRINT-003 error
The file name of a document is one that every system accepts.
Contracts are sent between Windows, macOS and Linux.
Use letters, digits, hyphens and dots in 'file_name' of the template.

PRINT-004 error
A document that is approved or executed leaves no placeholder open in anything it prints, and no proposal unconfirmed.
"To be confirmed" in a signed contract is a term that nobody has agreed on, and so is a figure of another order.
Fill in what the message names, or set the status back to draft; a draft lists it on page one.

PRINT-005 warning
A PDF is made by LibreOffice, and only where it is installed.
The Word file is the contract; a PDF is a picture of it.
Install LibreOffice Writer, or save as PDF from Word.

PRINT-006 error
A redline shows every change between two documents as Word tracks it.
Some changes, such as other headers of pages, cannot be tracked; a redline without them would hide them.
Compare the two documents side by side, on the page that 'remit review --out' writes.

PRINT-007 error
A redline holds exactly the two documents: the new one with all changes accepted, the old one with all rejected.
One that does not would have people agree to a text that nobody wrote.
Report it; the review and its page of documents before and after stand.

SITE-001 error
The website can be built from its configuration in site/.
Without it MkDocs does not know what to build.
Copy the folder site/ from a new playbook made by 'remit init'; the message says what MkDocs refused.

SITE-002 error
No page asks another server for anything.
A playbook must not tell others who reads it, and must work without a connection.
Put a copy of the file into site/assets.

SITE-003 error
No page holds scripts of its own.
Text from records must stay text.
Put scripts into files below site/assets.

SITE-004 error
Every link of the website leads to a page or file of it.
A dead link in a playbook is a question that nobody answers.
Correct the link in playbook/ or in the record.

SITE-005 error
The website is written to a folder of its own.
Building replaces the whole folder.
Leave --out away, or name an empty folder.

SITE-006 error
A hand-written page prints only names that exist in the records.
A misspelt name would print nothing.
Correct the name in the page; the data dictionary lists all fields.

SITE-007 error
A hand-written page is UTF-8 text.
Names with accents are read wrongly in other encodings.
Save the page as UTF-8.

SITE-008 error
The address at which the website is shown is free.
Another program, or another 'remit serve', uses the port.
Stop it, or choose another port with --port.

SITE-009 error
Editions are published into a folder that holds nothing else.
What people keep in it might be taken for an edition, or lost.
Name an empty folder, or the one that holds the earlier editions.

SITE-010 error
The list of published editions (editions.json) can be read.
Without it nobody could say which edition was in force on a day.
Bring the file back from its history; it is never edited by hand.

SITE-011 error
The edition of a published playbook can be the name of a folder.
It stands in the web address of every page. The name 'next' is kept for the coming edition.
Use letters, digits, points and hyphens, for example 2026.1.

SITE-012 error
A published edition is never changed.
An inspector asks what was in force on a day; the answer must still be there.
Give the changed playbook a new edition and effective date, or publish it as the coming one with --or-next.
"""

RULES = (
    *pages(COMMANDS, "how commands work"),
    *pages(REVISIONS, "how revisions are compared"),
    *pages(LAYOUT, "how files are laid out"),
    *pages(IMPORTS, "how studies are imported"),
    *pages(TABLES, "how tables are imported"),
    *pages(OUTPUTS, "how outputs are written"),
)
