"""LibreOffice Writer as somebody who accepts or rejects all tracked changes of a document, and what is left of it."""

import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lxml import etree

from tests.oracles.libreoffice import ConversionError
from tests.oracles.tools import program

_SECONDS = 60
"""For one document; all of them are opened by one start of the program."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "pPrChange"))
_TEXTS = tuple(f"{_W}{name}" for name in ("t", "delText", "tab", "br"))

Settling = Literal["accept", "reject", "leave"]
_COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges", "leave": ""}
_TYPE = '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}">'
_LIBRARIES = f"""<?xml version="1.0" encoding="UTF-8"?>
{_TYPE.format("library:libraries", "libraries.dtd")}
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" \
library:link="false"/>
</library:libraries>
"""
_LIBRARY = f"""<?xml version="1.0" encoding="UTF-8"?>
{_TYPE.format("library:library", "library.dtd")}
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" \
library:passwordprotected="false"><library:element library:name="Settle"/></library:library>
"""
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_MODULE = f"""<?xml version="1.0" encoding="UTF-8"?>
{_TYPE.format("script:module", "module.dtd")}
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settle" script:language="StarBasic">
Sub EachListed(listing As String)
  Dim handle As Integer, entry As String
  handle = FreeFile
  Open ConvertFromURL(listing) For Input As #handle
  While Not EOF(handle)
    Line Input #handle, entry
    parts = Split(entry, "|")
    SettleOne(parts(0), parts(1), parts(2))
  Wend
  Close #handle
End Sub

Sub SettleOne(source As String, command As String, target As String)
  Dim opening(1) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  opening(1).Name = "FilterName"
  opening(1).Value = "MS Word 2007 XML"
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  If command &lt;&gt; "" Then
    Dim none()
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, none())
  End If
  document.TextFields.refresh()
  Dim saving(1) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = "Text (encoded)"
  saving(1).Name = "FilterOptions"
  saving(1).Value = "UTF8,LF"
  document.storeToURL(target &amp; ".txt", saving())
  saving(0).Value = "MS Word 2007 XML"
  saving(1).Value = ""
  document.storeToURL(target &amp; ".docx", saving())
  document.close(True)
End Sub
</script:module>
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is left of a document.

    ``lines`` are its text as LibreOffice writes it, with the numbers that it gives to clauses. ``paragraphs`` are told by
    the cells in which they stand, their style, their level in a list and their text; empty ones are among them.
    """

    lines: tuple[str, ...]
    paragraphs: tuple[str, ...]


def settled(wanted: Sequence[tuple[bytes, Settling]]) -> list[Settled]:
    """Each document after its changes were accepted, rejected or left.

    LibreOffice numbers clauses itself. References follow when fields are updated, which a person does with F9 and the macro
    does, too: without it some still show the number of the other side.
    """
    soffice = program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory(prefix="remit-soffice-") as name:
        folder = Path(name)
        _install(folder / "profile")
        entries, targets = [], []
        for number, (data, settling) in enumerate(wanted):
            source, target = folder / f"{number}.docx", folder / f"{number}-settled"
            source.write_bytes(data)
            targets.append(target)
            entries.append(f"{source.as_uri()}|{_COMMANDS[settling]}|{target.as_uri()}")
        listing = folder / "listing"
        listing.write_text("\n".join(entries) + "\n", "utf-8")
        run = subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                f'macro:///Standard.Settle.EachListed("{listing.as_uri()}")',
            ],
            capture_output=True,
            timeout=_SECONDS * (1 + len(wanted)),
            stdin=subprocess.DEVNULL,
        )
        missing = [target for target in targets if not target.with_suffix(".docx").exists()]
        if missing:
            said = run.stderr.decode("utf-8", "replace")[-300:]
            raise ConversionError(f"LibreOffice did not settle {len(missing)} of the documents: {said}")
        return [_read(target) for target in targets]


def _read(target: Path) -> Settled:
    with zipfile.ZipFile(target.with_suffix(".docx")) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    lines = target.with_suffix(".txt").read_text("utf-8-sig").splitlines()
    return Settled(tuple(lines), tuple(map(_told, root.iter(f"{_W}p"))))


def _told(paragraph: etree._Element) -> str:
    paths = ("pStyle", f"numPr/{_W}ilvl", f"numPr/{_W}numId")
    style, level, list_ = (paragraph.find(f"{_W}pPr/{_W}{path}") for path in paths)
    numbered = list_ is not None and list_.get(f"{_W}val") != "0"
    form = "/".join(
        "" if one is None else str(one.get(f"{_W}val")) for one in (style, level if numbered else None)
    )
    pieces = (piece for run in paragraph.iter(f"{_W}r") for piece in run)
    text = "".join(one.text or " " for one in pieces if one.tag in _TEXTS)
    marks = sorted({etree.QName(one).localname for one in paragraph.iter(*_MARKS)})
    return " ".join([*_cells(paragraph), form, *marks, text])


def _cells(paragraph: etree._Element) -> Iterator[str]:
    """Which cell in which row of which table of its neighbours, from the outermost inward."""
    for one in reversed(list(paragraph.iterancestors(f"{_W}tbl", f"{_W}tr", f"{_W}tc"))):
        yield f"{etree.QName(one).localname}{sum(its.tag == one.tag for its in one.itersiblings(preceding=True))}"


def _install(profile: Path) -> None:
    """Puts the macro into a profile of its own, which counts as set up, or the first start would write its own over it."""
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_REGISTRY, "utf-8")
    (library.parent / "script.xlc").write_text(_LIBRARIES, "utf-8")
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    (library / "Settle.xba").write_text(_MODULE, "utf-8")
