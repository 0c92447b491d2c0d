"""Times the main job, the search for near-duplicates and a flow, and compares with limits that may only fall.

    python3 Benchmarks/bench.py --quern .build/release/quern --limits Benchmarks/limits.json

Each command runs five times, a short one for two seconds; the best time and the greatest memory count. Exits 1 where a figure lies above its limit.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEMO = ["corpora/rulebook/rulebook.pdf", "corpora/harbour-code/harbour-code.txt", "corpora/handbook/handbook.html", "corpora/policy/policy.md"]


def measure(arguments, rounds=5, short=2):
    """Seconds of wall time and MB of the largest process, the best of the rounds, which go on until `short` seconds are over."""
    seconds, memory = [], []
    while len(seconds) < rounds or sum(seconds) < short:
        start = time.perf_counter()
        child = os.fork()
        if child == 0:
            os.chdir(ROOT)
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            os.execv(arguments[0], arguments)
        _, status, usage = os.wait4(child, 0)
        seconds.append(time.perf_counter() - start)
        memory.append(usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"{' '.join(arguments)} failed")
    return min(seconds), max(memory)


def growth(quern, folder, options):
    """The MB that 1,000 documents, two pages of each, take beyond what 300 take; the greater of two rounds each."""
    documents = pathlib.Path(folder, "documents")
    documents.mkdir(exist_ok=True)
    for number in range(1000):
        if not (link := documents / f"{number:04}.pdf").exists():
            link.symlink_to(ROOT / DEMO[0])
    files = sorted(map(str, documents.iterdir()))
    few, many = (
        measure([quern, "ingest", *files[:count], "--pages", "1-2", "-o", f"{folder}/read", *options], rounds=2)[1]
        for count in (300, 1000))
    return many - few


def extraction(bench):
    """CPU that questions without a model cost: over this project's own pages, and over the demo's texts, which give ten times as many."""
    pages = sorted(map(str, ROOT.glob("docs/**/*.md")))
    demo = [str(ROOT / path) for path in DEMO if not path.endswith(".pdf")]
    found = {}
    for name, files in (("pages", pages), ("demo", demo)):
        made = [json.loads(subprocess.run([bench, "records", *files], capture_output=True, check=True).stdout) for _ in range(3)]
        found[f"questions without a model, {name}, CPU milliseconds a MB"] = 1000 / max(figures["speed"] for figures in made)
    return found


def duplicates(bench, count):
    """Near-duplicates among made chunks: seconds of one core, MB, and what of them is missed and wrongly found."""
    found = json.loads(subprocess.run([bench, "duplicates", str(count)], capture_output=True, check=True).stdout)
    return {
        f"near-duplicates of {count:,} chunks, seconds": found["seconds"],
        f"near-duplicates of {count:,} chunks, MB": found["more"],
        "near-duplicates missed, per cent": 100 - found["recall"],
        "near-duplicates wrongly found, per cent": 100 - found["precision"],
    }


def flow(quern):
    """A flow of 3,000 requests beside a client that does nothing but ask, and five kills; see flows.py."""
    script = pathlib.Path(__file__).with_name("flows.py")
    output = subprocess.run([sys.executable, script, "--quern", quern, "--kills", "5"], capture_output=True, check=True).stdout
    found = json.loads(output)
    return {
        "flow beside a bare client, times": found["ratio"],
        "flow, CPU milliseconds a request": found["cpu_ms"],
        "flow, MB": found["memory"],
        "flow, milliseconds to its first request": found["first_ms"],
        "rows lost by killed flows": found["rows_lost"],
        "requests repeated beyond those on their way": max(0, found["most_repeated"] - found["in_flight"]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--limits", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    quern = str(pathlib.Path(arguments.quern).resolve())
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        figures["quern --help, seconds"], _ = measure([quern, "--help"])
        figures["demo, seconds"], figures["demo, MB"] = measure([quern, "run", *DEMO, "-o", folder + "/out", "--force"])
        figures["demo again, seconds"], _ = measure([quern, "run", *DEMO, "-o", folder + "/out"])
        figures["demo in one process, MB"] = measure([quern, "run", *DEMO, "-o", folder + "/one", "--force", "--in-process"])[1]
        figures["1,000 documents beyond 300, MB"] = growth(quern, folder, [])
        figures["1,000 in one process beyond 300, MB"] = growth(quern, folder, ["--in-process"])
    figures |= extraction(quern + "-bench")
    figures |= duplicates(quern + "-bench", 100_000)
    figures |= flow(quern)
    limits = json.loads(arguments.limits.read_text())
    above = []
    print(f"{'measure':44} {'figure':>9} {'limit':>9}")
    for name, value in figures.items():
        limit = limits.get(name)
        print(f"{name:44} {value:9.3f} {'' if limit is None else f'{limit:9.3f}'}")
        if limit is not None and value > limit:
            above.append(name)
    if above:
        sys.exit("above the limit: " + ", ".join(above))


main()
