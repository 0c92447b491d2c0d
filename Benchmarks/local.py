#!/usr/bin/env python3
"""Runs a flow with a small model over passages of held documents, and lays its records out to be judged by a reader.

Passages are drawn with a seed from documents that no prompt was written with: half of the evaluation's documents, by a hash of their
names; the other half (`--split development`) is there to mend prompts on. Three files come out, in `--output`:

    passages.json   of each passage its document, pages, range and hash, and no text
    result.json     counts, times, and the kept records by the hashes of question and answer
    reading.md      passages and records to read, with a place for the verdict of each: not for the repository

`--judged reading.md` counts the verdicts that a reader wrote there: lines `verdict: right` or `verdict: wrong`.
"""

import argparse
import collections
import hashlib
import json
import math
import pathlib
import random
import re
import subprocess
import sys
import time

SOURCES = {
    "ocr": ["data/ocr/mueller/human-volume*.md", "data/ocr/jfk-dev/*.md"],
    "manuals": ["data/pdf/manuals/pdf/*.pdf"],
    "html": ["data/html/wcxb-dev/html/*.html*", "data/html/mozilla-readability/*/source.html"],
}
# Documents that the prompts of the flow were written with are never held.
DEVELOPMENT = {"developers-reference.pdf"}


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def name(path: pathlib.Path) -> str:
    return path.parent.name + "/" + path.name if path.name == "source.html" else path.name


def is_held(path: pathlib.Path) -> bool:
    return path.name not in DEVELOPMENT and int(sha(name(path)), 16) % 2 == 0


def chunks(quern: str, path: pathlib.Path, folder: pathlib.Path) -> list[dict]:
    """The chunks of a document that selection keeps, as rows of a flow."""
    source = path
    if path.suffix == ".gz":
        import gzip

        source = folder / path.stem
        source.write_bytes(gzip.decompress(path.read_bytes()))
    done = subprocess.run([quern, "select", str(source)], capture_output=True, text=True)
    rows, title = [], ""
    for line in done.stdout.splitlines():
        value = json.loads(line)
        if value.get("type") == "document":
            title = (value.get("metadata") or {}).get("title") or path.stem.replace("-", " ").replace("_", " ")
        elif value.get("type") == "chunk" and value["selection"]["kept"]:
            headings = value.get("heading_path") or []
            text = (value["context"] + "\n" if value.get("context") else "") + value["text"]
            rows.append({
                "document": text, "document_outline": " > ".join(headings if headings[:1] == [title] else [title] + headings),
                "id": sha(text)[:16], "file": name(path), "range": value["range"], "pages": value.get("pages"),
            })
    return rows


def draw(quern: str, evaluation: pathlib.Path, count: int, seed: int, held: bool, folder: pathlib.Path) -> list[dict]:
    """As many passages of each kind of document, at most four of a document."""
    chance, drawn = random.Random(seed), []
    for kind, patterns in SOURCES.items():
        paths = sorted(path for pattern in patterns for path in evaluation.glob(pattern) if is_held(path) == held)
        chance.shuffle(paths)
        wanted = (count + len(SOURCES) - 1) // len(SOURCES)
        each = 4 if len(paths) * 4 >= wanted else math.ceil(wanted / max(1, len(paths)))
        for path in paths:
            if wanted <= 0:
                break
            rows = chunks(quern, path, folder)
            rows = chance.sample(rows, min(each, len(rows), wanted))
            wanted -= len(rows)
            drawn += [dict(row, kind=kind) for row in rows]
    chance.shuffle(drawn)
    return drawn[:count]


def wilson(right: int, count: int) -> tuple[float, float]:
    if count == 0:
        return 0.0, 1.0
    z, share = 1.96, right / count
    middle, spread = share + z * z / (2 * count), z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def judged(path: str) -> None:
    verdicts = collections.Counter(re.findall(r"^verdict: *(\w+)", pathlib.Path(path).read_text(), re.MULTILINE))
    right, count = verdicts["right"], verdicts["right"] + verdicts["wrong"]
    low, high = wilson(right, count)
    unread = sum(verdicts.values()) - count
    print(f"{right} of {count} right ({right / max(1, count):.1%}, 95 % interval {low:.1%} to {high:.1%}); {unread} without a verdict")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", default=".build/release/quern")
    parser.add_argument("--evaluation", type=pathlib.Path, help="a folder with data, as docs/guides/evaluate.md describes")
    parser.add_argument("--model", default="local/qwen2.5-coder-1.5b")
    parser.add_argument("--flow", default="answer-first")
    parser.add_argument("--passages", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=["held", "development"], default="held")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(".build/local-passages"))
    parser.add_argument("--judged", help="a reading.md with verdicts to count; nothing is run")
    options = parser.parse_args()
    if options.judged:
        return judged(options.judged)
    if not options.evaluation:
        parser.error("--evaluation is needed to draw passages")

    out = options.output
    out.mkdir(parents=True, exist_ok=True)
    # A run that was stopped goes on with the same passages.
    drawing = {"seed": options.seed, "split": options.split, "passages": options.passages}
    known = out / "drawing.json"
    if not known.exists() or json.loads(known.read_text()) != drawing:
        rows = draw(options.quern, options.evaluation, options.passages, options.seed, options.split == "held", out)
        (out / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        known.write_text(json.dumps(drawing))
    rows = [json.loads(line) for line in (out / "rows.jsonl").read_text().splitlines()]
    shown = [{key: row[key] for key in ("id", "kind", "file", "pages", "range")} | {"sha256": sha(row["document"])} for row in rows]
    (out / "passages.json").write_text(json.dumps(shown, indent=1))

    start = time.time()
    done = subprocess.run([
        options.quern, "flow", "run", options.flow, str(out / "rows.jsonl"), "-o", str(out / "run"), "--model", options.model,
        "--concurrency", "1",
    ])
    seconds = time.time() - start
    if done.returncode not in (0, 1):
        sys.exit(done.returncode)

    kept = [json.loads(line) for line in (out / "run/rows.jsonl").read_text().splitlines()]
    manifest = json.loads((out / "run/run.json").read_text())
    result = {
        "model": options.model, "flow": options.flow, "seed": options.seed, "split": options.split, "passages": len(rows),
        "passages_with_records": len({row["id"] for row in kept}), "kept": len(kept), "seconds": round(seconds, 1),
        "seconds_per_passage": round(seconds / max(1, len(rows)), 1), "seconds_per_record": round(seconds / max(1, len(kept)), 1),
        "wording": dict(collections.Counter(row["wording"] for row in kept if "wording" in row).most_common()),
        "blocks": manifest.get("blocks"), "requests": manifest.get("requests"),
        "records": [
            {"passage": row["id"], "question": sha(row["question"])[:16], "answer": sha(row["answer"])[:16],
             "range": row.get("evidence_range"), "wording": row.get("wording")} for row in kept
        ],
    }
    (out / "result.json").write_text(json.dumps(result, indent=1))
    by_passage = collections.defaultdict(list)
    for row in kept:
        by_passage[row["id"]].append(row)
    with open(out / "reading.md", "w") as page:
        for row in rows:
            for record in by_passage.get(row["id"], []):
                page.write(f"# {row['id']} {row['file']}\n\n{row['document_outline']}\n\n{row['document']}\n\n")
                page.write(f"question: {record['question']}\nanswer: {record['answer']}\nverdict: unread\n\n")
    own = result["wording"].get("model")
    worded = "" if own is None else f", {own} of them in the model's own words,"
    print(f"{len(rows)} passages gave {len(kept)} records{worded} in {seconds:.0f} s; read {out}/reading.md and count with --judged")


if __name__ == "__main__":
    main()
