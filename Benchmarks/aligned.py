"""Scores of Quern's own chunks, measured by labels that were given to other chunks of the same documents.

    python3 Benchmarks/aligned.py --quern .build/release/quern --evaluation FOLDER [--list]

Reads the documents that the labelled chunks came from, as far as they are at hand, and gives each labelled chunk the mean density of
Quern's chunks that hold its words, by runs of four. A chunk of which less than three runs in ten are found was taken out by the
reader (menus, running heads), so that its density is 0. Prints figures as JSON; with --list the wrong ones, for people.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess


def sources(data):
    """The files by what the labels call them."""
    pages = json.loads((data / "html/trafilatura-eval-dev/evaldata.json").read_text())
    pdf = {file.name: file for file in data.glob("pdf/**/*.pdf")}
    pdf["policy.pdf"] = pdf.get("debian-policy.pdf")

    def find(row):
        source, name = row["source"], row["doc"]
        if match := re.search(r"moz (\S+) \(", source):
            return data / "html/mozilla-readability" / match[1] / "source.html"
        if match := re.search(r"trafeval (\S+) \(", source):
            key = match[1]
            file = key[6:] if key.startswith("hard::") else pages.get(key, {}).get("file", "-")
            return data / "html/trafilatura-eval-dev/pages" / file
        if match := re.search(r"ocr/\S+\.txt", source):
            return data / match[0]
        if match := re.search(r"\b104-\d+-\d+\b", source):
            return next((data / "ocr/jfk-dev").glob(f"*{match[0]}*"), None)
        if match := re.search(r"[\w.-]+\.pdf", source):
            return pdf.get(match[0])
        return pdf.get(name)

    return find


def runs(text):
    words = re.findall(r"[a-z0-9]+", re.sub(r"\W*-\n\s*", "", text.lower()))
    return [" ".join(words[at:at + 4]) for at in range(max(1, len(words) - 3))] if words else []


def scored(quern, file):
    """Quern's chunks of a file with their scores, and where each run of words stands."""
    output = subprocess.run([quern, "score", file], capture_output=True, text=True, check=True).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    chunks = [line for line in lines if line["type"] == "chunk"]
    places = collections.defaultdict(set)
    for index, chunk in enumerate(chunks):
        for run in runs(chunk["text"]):
            places[run].add(index)
    return chunks, places


def aligned(row, chunks, places):
    """The mean density and rules of the chunks that hold the row's words."""
    wanted = runs(row["text"])
    counts = collections.Counter(index for run in wanted for index in places.get(run, ()))
    best = collections.Counter(
        max(places[run], key=lambda index: (counts[index], -index)) for run in wanted if run in places)
    found = sum(best.values())
    if found < 0.3 * max(1, len(wanted)):
        return 0.0, 0.0
    return tuple(sum(count * chunks[index]["score"][name] for index, count in best.items()) / found for name in ("density", "rules"))


def auc(pairs):
    """The chance that a positive one scores above a negative one; ties count half."""
    ranked = sorted(pairs)
    ranks, at = {}, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        for index in range(at, end):
            ranks[index] = (at + end + 1) / 2
        at = end
    positive = [ranks[index] for index, pair in enumerate(ranked) if pair[1]]
    negative = len(ranked) - len(positive)
    return (sum(positive) - len(positive) * (len(positive) + 1) / 2) / (len(positive) * negative)


def measure(rows, scores):
    dropped = [score[0] < 0.5 for score in scores]
    hits = sum(drop and not row["keep"] for row, drop in zip(rows, dropped))
    matter = [drop for row, drop in zip(rows, dropped)
              if row["label"] in {"toc", "contents", "index", "front", "credits", "licence"} and not row["keep"]]
    rich = [drop for row, drop in zip(rows, dropped) if row["rich"]]
    return {
        "chunks": len(rows),
        "auc_keep": auc([(score[0], row["keep"]) for row, score in zip(rows, scores)]),
        "auc_rich": auc([(score[1], row["rich"]) for row, score in zip(rows, scores)]),
        "junk_f1": 2 * hits / (sum(dropped) + sum(not row["keep"] for row in rows)),
        "matter_kept": 1 - sum(matter) / len(matter),
        "rich_dropped": sum(rich) / len(rich),
    }


def figures(quern, data, listing=False):
    find = sources(data)
    rows = [json.loads(line) for line in (data / "scoring/dev.jsonl").read_text().splitlines()]
    files = collections.defaultdict(list)
    for row in rows:
        file = find(row)
        if file and file.exists():
            files[file].append(row)
    used, scores = [], []
    for file, members in sorted(files.items()):
        chunks, places = scored(quern, file)
        for row in members:
            used.append(row)
            scores.append(aligned(row, chunks, places))
    if listing:
        for row, score in zip(used, scores):
            if (score[0] >= 0.5) != row["keep"]:
                print(f"{score[0]:.2f} {row['id']} {row['label']} keep={row['keep']} rich={row['rich']}", repr(row["text"][:120]))
    return measure(used, scores)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--evaluation", type=pathlib.Path, required=True)
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    print(json.dumps(figures(arguments.quern, arguments.evaluation / "data", arguments.list), indent=2))


if __name__ == "__main__":
    main()
