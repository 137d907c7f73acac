"""Puts this checkout on the virtual environment's path and its `dateline` command in bin, with nothing to download."""

import pathlib
import sys

venv = pathlib.Path(sys.argv[1]).absolute()
checkout = pathlib.Path(__file__).absolute().parent.parent
packages = next(venv.glob("lib/python3*/site-packages"))
(packages / "dateline-checkout.pth").write_text(f"{checkout}\n")
command = venv / "bin" / "dateline"
command.write_text(f"#!{venv}/bin/python\nfrom dateline.site.cli import main\n\nmain()\n")
command.chmod(0o755)
