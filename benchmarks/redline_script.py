"""One redline as a process of its own: ``python redline_script.py remit|docxodus OLD NEW OUT``."""

import datetime as dt
import sys
from pathlib import Path


def main(engine: str, old: Path, new: Path, out: Path) -> None:
    """Makes the redline with Remit, its proof included, or with python-redlines and its docxodus engine."""
    before, after = old.read_bytes(), new.read_bytes()
    if engine == "remit":
        from remit.word.redline import redline

        date = dt.datetime(2026, 11, 30, 9, 0, tzinfo=dt.UTC)
        out.write_bytes(redline(before, after, author="M. Quill", date=date).data)
    else:
        from python_redlines import DocxodusEngine

        out.write_bytes(DocxodusEngine().run_redline("M. Quill", original=before, modified=after)[0])


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:5]))
