"""Flows of sdg_hub against what sdg_hub itself made of them: the same requests, the same rows.

The flows are read from an installed sdg_hub, or from its wheel, which is fetched from PyPI into .build without what it needs to run.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
VERSION = "0.9.4"


def flows_folder():
    """The folder of sdg_hub's flows; None where it cannot be had."""
    target = ROOT / ".build" / f"sdg_hub-{VERSION}"
    folder = target / "sdg_hub" / "flows"
    if not folder.exists():
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, f"sdg-hub=={VERSION}"],
            capture_output=True)
    return folder if folder.exists() else None


def normal(value):
    """A value as two runs must agree on it: numbers by value, of messages role and content."""
    if isinstance(value, dict):
        if "role" in value and "content" in value:
            return {key: value[key] for key in ("role", "content")}
        return {key: normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return value


def rows(path):
    return [
        {key: normal(value) for key, value in json.loads(line).items() if value is not None}
        for line in path.read_text(encoding="utf-8").splitlines() if line
    ]


def reproduced(quern, flows, golden, entry, folder):
    """Whether a flow gives the recorded rows, and asks for all that was recorded and for nothing else."""
    overrides = json.loads((golden / "measures.json").read_text())["overrides"]
    settings = [
        f"{block}.{key}={json.dumps(value)}" for block, values in overrides.items() for key, value in values.items()
        if not key.startswith("_")
    ]
    output = folder / entry["name"]
    subprocess.run(
        [quern, "flow", "run", flows / entry["flow"], golden / "input.jsonl", "-o", output, "--model",
         f"replay/{golden / 'exchanges.jsonl'}", "--compat", "sdg_hub", "--quiet", *[word for s in settings for word in ("--set", s)]],
        capture_output=True)
    if not (output / "rows.jsonl").exists():
        return False
    manifest = json.loads((output / "run.json").read_text())
    recorded = len((golden / "exchanges.jsonl").read_text(encoding="utf-8").splitlines())
    asked = manifest["requests"]["replies"] + manifest["requests"]["reused"]
    return rows(output / "rows.jsonl") == rows(golden / "output.jsonl") and asked == recorded


def goldens(quern, evaluation, folder):
    """Flows whose recorded requests and rows come out, and flow files that load or are refused with a reason."""
    data = evaluation / "data" / "generation" / "sdg-hub-goldens"
    flows = flows_folder()
    if flows is None or not data.exists():
        print("sdg_hub's flows are not at hand: its recorded runs are not compared.", file=sys.stderr)
        return {}
    entries = json.loads((data / "flows.json").read_text())
    same = sum(reproduced(quern, flows, data / entry["name"], entry, folder) for entry in entries)
    files = sorted(flows.rglob("flow.yaml"))
    answered = 0
    for file in files:
        shown = subprocess.run([quern, "flow", "show", file], capture_output=True, text=True)
        answered += shown.returncode == 0 or (shown.returncode == 2 and "block" in shown.stderr)
    return {"flows/recorded runs reproduced": same / len(entries), "flows/files that load or are refused": answered / len(files)}
