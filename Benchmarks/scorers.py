"""A Python that has what scorers need."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def python_with(needs, name, packages):
    """This Python where it runs the imports; else one in .build/NAME, where the packages are installed once."""
    own = ROOT / ".build" / name / "bin/python3"
    for python in (sys.executable, str(own)):
        if pathlib.Path(python).exists() and subprocess.run([python, "-c", needs], capture_output=True).returncode == 0:
            return python
    print(f"Installing what scorers need into .build/{name}", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", own.parent.parent], check=True, capture_output=True)
    subprocess.run([own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
    return str(own)
