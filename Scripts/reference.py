"""Writes docs/reference/commands.md from the help of the commands, and the features into docs/concepts/scoring.md.

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
        text = help_text(quern, name)
        parts += ["", f"## quern {name}", "", "```", text, "```"]
        for inner in re.findall(r"^  (\w+)(?: \(default\))? +\S", text.split("SUBCOMMANDS:")[1], re.MULTILINE) if "SUBCOMMANDS:" in text else []:
            parts += ["", f"## quern {name} {inner}", "", "```", help_text(quern, name, inner), "```"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "commands.md").write_text("\n".join(parts) + "\n")
    write_features(quern, folder.parent / "concepts/scoring.md")


MARK = "<!-- features -->\n"


def write_features(quern, file):
    """Everything behind the mark is written anew."""
    listed = subprocess.run([quern, "score", "features", "--format", "markdown"], capture_output=True, text=True, check=True).stdout
    file.write_text(file.read_text().split(MARK)[0] + MARK + "\n## The features\n\n" + listed)


main()
