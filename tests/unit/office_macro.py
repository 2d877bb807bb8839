"""LibreOffice saves a workbook with a password, and as an old kind: it does so only by a macro."""

import subprocess
from html import escape
from pathlib import Path

LIBRARIES = """\
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard"
 xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>
"""
LIBRARY = """\
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Saving"/>
</library:library>
"""
MODULE = """\
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Saving"
 script:language="StarBasic">{code}</script:module>
"""
CODE = """\
Sub Locked(origin, target)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(origin, "_blank", 0, hidden())
  Dim secret(1) As New com.sun.star.beans.NamedValue
  secret(0).Name = "OOXPassword"
  secret(0).Value = "secret"
  secret(1).Name = "CryptoType"
  secret(1).Value = "Standard"
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  how(1).Name = "EncryptionData"
  how(1).Value = secret()
  book.storeToURL(target + ".xlsx", how())
  how(0).Value = "calc8"
  how(1).Name = "Password"
  how(1).Value = "secret"
  book.storeToURL(target + ".ods", how())
  Dim old(0) As New com.sun.star.beans.PropertyValue
  old(0).Name = "FilterName"
  old(0).Value = "MS Excel 97"
  book.storeToURL(target + ".xls", old())
  book.close(True)
End Sub
"""
"""Locks with a password, but for the old kind, which is refused as it is."""


def save_locked(libreoffice: str, source: Path, home: Path) -> None:
    """Write `locked.xlsx`, `locked.ods` and `locked.xls` beside a workbook."""
    basic = home / "user/basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(LIBRARIES)
    (basic / "Standard/script.xlb").write_text(LIBRARY)
    (basic / "Standard/Saving.xba").write_text(MODULE.format(code=escape(CODE)))
    arguments = ",".join(f'"{each.as_uri()}"' for each in (source, source.with_name("locked")))
    command = [libreoffice, f"-env:UserInstallation={home.as_uri()}", "--headless"]
    command.append(f"macro:///Standard.Saving.Locked({arguments})")
    subprocess.run(command, check=True, timeout=120)
