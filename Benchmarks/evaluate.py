"""Measures the quality of what Quern writes, and compares with floors that may only rise.

    python3 Benchmarks/evaluate.py --quern .build/release/quern --floors Benchmarks/floors.json [--evaluation FOLDER]

Always: the demo corpus against its labels, and every record against the range that proves it. With FOLDER (see
docs/guides/evaluate.md) also: scores of labelled chunks, sentences, token ids, retrieval by chunks, page markers, main content of web pages, flows of sdg_hub, and PDF: text order, tables and
headings. Needs Python's standard library; the scorers for PDF need more, which is installed into .build where it is missing.
Exits 1 where a figure lies below its floor.
"""

import argparse
import collections
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from chunking import chunking
from goldens import goldens
from markup import markup
import aligned
from scorers import python_with
from web import web

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEMO = ["corpora/rulebook/rulebook.pdf", "corpora/harbour-code/harbour-code.txt", "corpora/handbook/handbook.html", "corpora/policy/policy.md"]


def folded(text):
    return re.sub(r"[\W_]", "", text.lower())


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def run(quern, *arguments, input=None):
    result = subprocess.run([quern, *map(str, arguments)], cwd=ROOT, capture_output=True, input=input)
    if result.returncode not in (0, 1):
        sys.exit(f"quern {' '.join(map(str, arguments))[:200]} ended with {result.returncode}:\n{result.stderr.decode()[:2000]}")
    return result.stdout


def demo(quern, folder):
    """Labels of the demo corpus, evidence of its records."""
    run(quern, "run", *DEMO, "-o", folder / "demo", "--quiet")
    manifest = json.loads((folder / "demo/run.json").read_text())
    names = {entry["sha256"]: entry["name"] for entry in manifest["inputs"]}
    texts = {entry["sha256"]: (folder / "demo" / entry["markdown"]).read_bytes() for entry in manifest["inputs"]}
    chunks = lines(folder / "demo/chunks.jsonl")
    for chunk in chunks:
        chunk["folded"], chunk["name"] = folded(chunk["text"]), names[chunk["document"]]
    kept, junk = [], []
    for file in sorted((ROOT / "corpora/labels").glob("*.jsonl")):
        for label in lines(file):
            passage = folded(label["passage"])
            holders = [
                chunk for chunk in chunks
                if chunk["name"].endswith("/" + label["document"]) and passage in chunk["folded"]
                and (label["page"] is None or chunk["pages"] is None or chunk["pages"][0] <= label["page"] <= chunk["pages"][1])
            ]
            reaches = any(chunk["selection"]["kept"] for chunk in holders)
            (kept if label["keep"] else junk).append(reaches)
    records = lines(folder / "demo/dataset.jsonl")
    measured = json.loads(run(quern, "eval", folder / "demo", "--json", "--mutations"))
    facts = measured["coverage"]["rich_facts"]
    kinds = collections.Counter(record["kind"] for record in records)
    exact = sum(texts[r["document_id"]][r["range"][0]:r["range"][1]].decode() == r["evidence"] for r in records)
    return {
        "demo/content that reaches generation": sum(kept) / len(kept),
        "demo/junk that does not": 1 - sum(junk) / len(junk),
        "demo/records with exact evidence": exact / len(records),
        "demo/records": len(records),
        "demo/kinds of question": len(kinds),
        "demo/records not of the commonest kind": 1 - max(kinds.values()) / len(records),
        "demo/facts that records ask about": facts["covered"] / facts["all"],
        "demo/AUC of right and altered answers": next(mutants["auc_chunk"] for mutants in measured["mutations"]["mutants"] if mutants["mutation"] == "all"),
    }


def typeset(quern):
    """The demo's rulebook against the page that it was set from: rows of tables, headings, running heads."""
    source = (ROOT / "corpora/rulebook/rulebook.html").read_text(encoding="utf-8")
    markdown = run(quern, "ingest", DEMO[0], "--format", "markdown").decode()

    def plain(markup):
        return folded(html.unescape(re.sub(r"<[^>]+>", "", markup)))

    def rows(cells):
        return collections.Counter("|".join(row) for row in cells if any(row))

    wanted = rows([plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
                  for row in re.findall(r"<tr.*?</tr>", source, re.DOTALL))
    found = rows([folded(cell) for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", markdown, re.MULTILINE))
    # The title and the heads of the front matter are headings on the page too.
    printed = r'<h[1-6][^>]*>(.*?)</h[1-6]>|<p class="(?:title|fronthead)">(.*?)</p>'
    titles = collections.Counter(plain(title or front) for title, front in re.findall(printed, source, re.DOTALL))
    headings = collections.Counter(folded(title) for title in re.findall(r"^#{1,6} (.*)$", markdown, re.MULTILINE))
    return {
        "demo/rulebook table rows": sum((wanted & found).values()) / sum(wanted.values()),
        "demo/rulebook headings R": sum((titles & headings).values()) / sum(titles.values()),
        "demo/rulebook headings P": sum((titles & headings).values()) / sum(headings.values()),
    }


def scoring(quern, data):
    found = json.loads(run(quern, "score", "eval", data / "scoring/dev.jsonl", "--json"))
    return {
        "scoring/AUC keep": found["auc_keep"],
        "scoring/AUC keep, ambiguous left out": found["auc_keep_clear"],
        "scoring/AUC rich": found["auc_rich"],
        "scoring/F1 of dropping": found["junk_f1"],
        "scoring/1 - Brier keep": 1 - found["brier"],
        "scoring/1 - calibration error": 1 - found["calibration_error"],
        "scoring/contents, index, credits, licences dropped": 1 - found["matter_kept"],
        "scoring/rich chunks kept": 1 - found["rich_dropped"],
        "scoring/labels as the reader's": found["label_accuracy"],
    } | own_chunks(quern, data)


def own_chunks(quern, data):
    """Scores of Quern's own chunks of the documents at hand, by the same labels."""
    found = aligned.figures(quern, data)
    return {
        "scoring/own chunks, AUC keep": found["auc_keep"],
        "scoring/own chunks, AUC rich": found["auc_rich"],
        "scoring/own chunks, F1 of dropping": found["junk_f1"],
        "scoring/own chunks, contents, index, credits, licences dropped": 1 - found["matter_kept"],
        "scoring/own chunks, rich chunks kept": 1 - found["rich_dropped"],
    }


def markers(quern, data):
    """Files whose pages are found, number by number; lines of text that come out on the page that they stand on."""
    expected = {row["file"]: row for row in lines(data / "ocr/pages.jsonl")} if (data / "ocr/pages.jsonl").exists() else {}
    right = total = placed = asked = 0
    for file in sorted((data / "ocr").rglob("*")):
        row = next((row for name, row in expected.items() if name.endswith(file.name)), None)
        if file.suffix not in (".md", ".txt") or row is None:
            continue
        document = json.loads(run(quern, "ingest", file).decode().splitlines()[0])
        numbers = [page["number"] for page in document["pages"]]
        total += 1
        right += numbers == (list(range(row["first"], row["last"] + 1)) if row["pages"] else [])
        found, wanted = attribution(document, source_pages(file, row))
        placed, asked = placed + found, asked + wanted
    return {"ocr/files with the right pages": right / total, "ocr/lines on the right page": placed / asked} if total else {}


def source_pages(file, row):
    """The text of a file by page, cut at the markers that its row names; empty where it has none."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if not row["pages"]:
        return {}
    if row["convention"].startswith("form feed"):
        return dict(enumerate(text.split("\f"), 1))
    parts = re.split(r"(?m)^(?:## Page|=== PAGE) (\d+)(?: ===)?[ \t]*$", text)
    return {int(number): body for number, body in zip(parts[1::2], parts[2::2])}


def attribution(document, pages):
    """Of the lines of 25 letters and more, how many stand in an element or a running head of their page, and how many there are."""
    text = document["text"].encode()
    by_page = collections.defaultdict(str)
    for element in document["elements"]:
        for region in element.get("regions", []):
            by_page[region["page"]] += folded(html.unescape(text[slice(*element["range"])].decode())) + " "
    for piece in document["furniture"]:
        by_page[piece["page"]] += folded(piece["text"]) + " "
    wanted = [(number, folded(line)) for number, body in pages.items() for line in body.splitlines() if len(folded(line)) >= 25]
    return sum(line in by_page[number] for number, line in wanted), len(wanted)


def rulebook(quern, data, folder):
    """The rows of the Basic Fantasy book's tables that come out as they are."""
    file = data / "pdf/rulebook/bfrpg-1col-tagged.pdf"
    text = run(quern, "ingest", file, "--format", "markdown").decode()
    wanted = (data / "pdf/rulebook/bfrpg.md").read_text(encoding="utf-8")

    def rows(markdown):
        found = (re.findall(r"^\|.*\|$", markdown, re.MULTILINE))
        return collections.Counter(folded(row) for row in found if not re.fullmatch(r"[|\s:-]+", row))

    truth, mine = rows(wanted), rows(text)
    right = sum((truth & mine).values())
    return {"pdf/table rows recalled": right / sum(truth.values()), "pdf/table rows right": right / max(1, sum(mine.values()))}


def scorers(evaluation):
    """A Python that has what the evaluation's own scorers need; made once, in .build."""
    requirements = evaluation / "eval/pdf/requirements.txt"
    return python_with("import apted, lxml, markdown_it, pypdf, rapidfuzz", "evaluation", ["-r", requirements, "markdown-it-py>=3"])


def headings(wanted, markdown, key):
    """F1 of titles among the headings that are no deeper than the outline."""
    depth = max(entry["level"] for entry in wanted)
    found = collections.Counter(
        key(title) for marks, title in re.findall(r"^(#{1,6})\s+(.*)$", markdown, re.MULTILINE) if len(marks) <= depth)
    truth = collections.Counter(key(entry["title"]) for entry in wanted)
    return 2 * sum((truth & found).values()) / max(1, sum(truth.values()) + sum(found.values()))


def pdf(quern, evaluation, folder):
    """Text order, tables and headings of the PDF sets, by the evaluation's own scorers."""
    python, scripts, data = scorers(evaluation), evaluation / "eval/pdf", evaluation / "data/pdf"

    def written(source, *options):
        target = folder / f"pdf-{source.parent.name}-{source.name}{len(options)}"
        run(quern, "ingest", source, "--format", "markdown", "-o", target, *options)
        return target

    def scored(script, truth, *predictions):
        arguments = [argument for prediction in predictions for argument in ("--pred", prediction)]
        result = subprocess.run(
            [python, scripts / script, "--gt", truth, *arguments], capture_output=True, text=True, check=True).stdout
        return [dict(re.findall(r"([\w-]+(?: \w+)*)=([\d.]+)", line)) for line in result.splitlines() if " R=" in line or "nid=" in line]

    faithful, clean = written(data / "retypeset/pdf", "--furniture", "keep"), written(data / "retypeset/pdf")
    kept, removed = scored("eval_markdown.py", data / "retypeset/gt", faithful, clean)
    figures = {f"pdf/retypeset {name}": float(kept[name]) for name in ("overall", "nid", "teds", "mhs")}
    figures["pdf/retypeset overall, clean"] = float(removed["overall"])
    tables = written(data / "icdar2013-eu/pdf")
    result = subprocess.run(
        [python, scripts / "eval_icdar.py", "--gt", data / "icdar2013-eu/gt", "--pred", tables], capture_output=True, text=True,
        check=True).stdout
    figures["pdf/ICDAR-2013 tables F1"] = float(re.search(r"macro .*?F1=([\d.]+)", result).group(1))
    stripped = folder / "stripped"
    subprocess.run(
        [python, scripts / "extract_outline.py", *sorted((data / "manuals/pdf").glob("*.pdf")), "--out", folder / "outlines",
         "--strip-to", stripped], check=True, capture_output=True)
    for name, source in (("", data / "manuals/pdf"), (", stripped", stripped)):
        target = written(source)
        row = scored("eval_outline.py", data / "manuals/gt", target)[-1]
        figures[f"pdf/headings F1{name}"] = float(row["F1"])
        figures[f"pdf/heading levels{name}"] = float(row["level accuracy"])
        if name:
            continue
        key = subprocess.run(
            [python, "-c", "import json,sys; sys.path.insert(0, sys.argv[1]); from eval_outline import title_key; "
             "print(json.dumps([title_key(t) for t in json.load(sys.stdin)]))", scripts],
            input=json.dumps(titles(data / "manuals/gt", target)), capture_output=True, text=True, check=True)
        known = dict(zip(titles(data / "manuals/gt", target), json.loads(key.stdout)))
        scores = [
            headings(json.loads(file.read_text()), (target / (file.name.split(".outline")[0] + ".md")).read_text(), known.get)
            for file in sorted((data / "manuals/gt").glob("*.outline.json"))]
        figures["pdf/headings F1 to the outline's depth"] = sum(scores) / len(scores)
    book = written(data / "rulebook/bfrpg-1col-tagged.pdf")
    book = book / "bfrpg-1col-tagged.md" if book.is_dir() else book
    result = subprocess.run(
        [python, scripts / "bfcheck.py", "--gt", data / "rulebook/bfrpg.md", "--pred", book], capture_output=True, text=True,
        check=True).stdout
    for name, pattern in (("text", r"body-NID=([\d.]+)"), ("headings P", r"headings P=([\d.]+)"), ("headings R", r"headings P=\S+ R=([\d.]+)"),
                          ("tables F1", r"tables P=\S+ R=\S+ F1=([\d.]+)")):
        figures[f"pdf/rulebook {name}"] = float(re.search(pattern, result).group(1))
    left = re.search(r"running heads left=(\d+) broken hyphens=(\d+)", result)
    figures["pdf/rulebook without heads and broken words"] = float(left.groups() == ("0", "0"))
    return figures


def titles(truth, target):
    """All titles that are compared, of outlines and of headings."""
    found = set()
    for file in sorted(truth.glob("*.outline.json")):
        found |= {entry["title"] for entry in json.loads(file.read_text())}
        markdown = (target / (file.name.split(".outline")[0] + ".md")).read_text()
        found |= {title for _, title in re.findall(r"^(#{1,6})\s+(.*)$", markdown, re.MULTILINE)}
    return sorted(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--floors", type=pathlib.Path, required=True)
    parser.add_argument("--evaluation", type=pathlib.Path)
    arguments = parser.parse_args()
    quern = str(pathlib.Path(arguments.quern).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        figures = demo(quern, folder) | typeset(quern)
        if arguments.evaluation:
            data = arguments.evaluation.resolve() / "data"
            figures |= scoring(quern, data) | markers(quern, data) | rulebook(quern, data, folder)
            figures |= web(quern, run, scorers(arguments.evaluation.resolve()), arguments.evaluation.resolve(), folder)
            figures |= markup(quern, run, sys.executable, arguments.evaluation.resolve(), folder)
            figures |= chunking(quern, run, arguments.evaluation.resolve(), folder)
            figures |= goldens(quern, arguments.evaluation.resolve(), folder)
            figures |= pdf(quern, arguments.evaluation.resolve(), folder)
        else:
            print("No evaluation data: only the demo corpus is measured.", file=sys.stderr)
    floors = json.loads(arguments.floors.read_text())
    below = []
    print(f"{'measure':45} {'figure':>8} {'floor':>8}")
    for name, value in figures.items():
        floor = floors.get(name)
        print(f"{name:45} {value:8.4g} {'' if floor is None else f'{floor:8.4g}'}")
        if floor is not None and value < floor:
            below.append(name)
    if below:
        sys.exit("below the floor: " + ", ".join(below))


main()
