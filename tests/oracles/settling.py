"""LibreOffice Writer as somebody who accepts or rejects all tracked changes of a document, and the text that is left."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tests.oracles.libreoffice import ConversionError
from tests.oracles.tools import program

_SECONDS = 60
"""For one document; all of them are opened by one start of the program."""

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
  Dim saving(1) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = "Text (encoded)"
  saving(1).Name = "FilterOptions"
  saving(1).Value = "UTF8,LF"
  document.storeToURL(target, saving())
  document.close(True)
End Sub
</script:module>
"""


def settled_texts(wanted: Sequence[tuple[bytes, Settling]]) -> list[list[str]]:
    """The lines of each document after its changes were accepted, rejected or left; empty lines are left out.

    LibreOffice numbers clauses and works out references itself, so the lines hold them as it sees them.
    """
    soffice = program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory(prefix="remit-soffice-") as name:
        folder = Path(name)
        _install(folder / "profile")
        entries, targets = [], []
        for number, (data, settling) in enumerate(wanted):
            source, target = folder / f"{number}.docx", folder / f"{number}.txt"
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
        missing = [target for target in targets if not target.exists()]
        if missing:
            said = run.stderr.decode("utf-8", "replace")[-300:]
            raise ConversionError(f"LibreOffice did not settle {len(missing)} of the documents: {said}")
        return [
            [line for line in target.read_text("utf-8-sig").splitlines() if line.strip()]
            for target in targets
        ]


def _install(profile: Path) -> None:
    """Puts the macro into a profile of its own, which counts as set up, or the first start would write its own over it."""
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_REGISTRY, "utf-8")
    (library.parent / "script.xlc").write_text(_LIBRARIES, "utf-8")
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    (library / "Settle.xba").write_text(_MODULE, "utf-8")
