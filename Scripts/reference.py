"""Writes docs/reference/commands.md from the help of the commands.

    python3 Scripts/reference.py .build/release/quern docs/reference
"""

import pathlib
import re
import subprocess
import sys


def help_text(quern, *arguments):
    result = subprocess.run([quern, *arguments, "--help"], capture_output=True, text=True, check=True)
    return result.stdout.strip()


def main():
    quern, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    top = help_text(quern)
    names = re.findall(r"^  (\w+) +\S", top.split("SUBCOMMANDS:")[1], re.MULTILINE)
    parts = ["# Commands", "", "Written by `make docs` from the commands themselves.", "", "## quern", "", "```", top, "```"]
    for name in names:
        if name == "help":
            continue
        parts += ["", f"## quern {name}", "", "```", help_text(quern, name), "```"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "commands.md").write_text("\n".join(parts) + "\n")


main()
