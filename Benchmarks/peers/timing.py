"""What the timings beside other tools share: CPU time of a command, rounds in which the tools take turns, texts, the table."""

import functools
import os
import pathlib
import subprocess
import sys


def cpu(arguments, accepted=(0,)):
    """User and system seconds of a command and its children; it may exit with one of the accepted statuses."""
    child = os.fork()
    if child == 0:
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            os.environ["OMP_NUM_THREADS"] = "1"
            os.execvp(arguments[0], arguments)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in accepted:
        sys.exit(f"{' '.join(arguments)[:200]} failed")
    return usage.ru_utime + usage.ru_stime


@functools.cache
def present(name, python, start):
    """Whether the Python runs a tool's imports; says so where it does not."""
    if python and subprocess.run([python, "-c", start], capture_output=True).returncode == 0:
        return True
    print(f"{name} is not there; `make peers` installs it", file=sys.stderr)
    return False


def best(measures, rounds=3):
    """The least figure of each tool by name; in each round the tools take turns."""
    least = {name: float("inf") for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            least[name] = min(least[name], measure())
    return least


def gathered(paths, suffixes, target, megabytes, repeats=False):
    """Writes the texts of files, and of those with the suffixes in folders, one behind the other up to a size; again and again where
    it repeats. Cut at a line's end."""
    files = []
    for path in map(pathlib.Path, paths):
        files += [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.suffix in suffixes and file.is_file())
    text = b"\n\n".join(file.read_bytes().decode("utf-8", "ignore").encode() for file in files)
    if not text:
        sys.exit("no text in " + ", ".join(map(str, paths)))
    size = int(megabytes * 1e6)
    text *= size // len(text) + 1 if repeats else 1
    target.write_bytes(text if len(text) <= size else text[: text.rfind(b"\n", 0, size) + 1])
    return target


def table(headings, rows):
    """Prints rows of cells: the name to the left, figures to the right."""
    for name, *cells in [headings, *rows]:
        print(f"{name:24}" + "".join(f" {cell:>12}" for cell in cells))
