"""What the timings beside other tools share: CPU time of a command, rounds in which the tools take turns, the table."""

import functools
import os
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


def table(headings, rows):
    """Prints rows of cells: the name to the left, figures to the right."""
    for name, *cells in [headings, *rows]:
        print(f"{name:24}" + "".join(f" {cell:>12}" for cell in cells))
