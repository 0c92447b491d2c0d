"""Figures of web pages: main content, structure and metadata, by the evaluation's own scorers and by its annotations."""

import gzip
import json
import pathlib
import re
import shutil
import subprocess


def web(quern, run, python, evaluation, folder):
    """Figures of the three sets of pages; `run` runs Quern, `python` has what the scorers need."""
    data, scripts = evaluation / "data/html", evaluation / "eval/html"
    if not data.is_dir():
        return {}
    figures = {}
    sets = {"wcxb": folder / "wcxb", "trafilatura": folder / "trafilatura", "mozilla": folder / "mozilla"}
    for target in sets.values():
        target.mkdir()
    for file in (data / "wcxb-dev/html").glob("*.html.gz"):
        (sets["wcxb"] / file.name.removesuffix(".gz")).write_bytes(gzip.decompress(file.read_bytes()))
    annotations = json.loads((data / "trafilatura-eval-dev/evaldata.json").read_text(encoding="utf-8"))
    for page in annotations.values():
        shutil.copy(data / "trafilatura-eval-dev/pages" / page["file"], sets["trafilatura"] / page["file"])
    for file in (data / "mozilla-readability").glob("*/source.html"):
        shutil.copy(file, sets["mozilla"] / (file.parent.name + ".html"))

    def written(name, style):
        target = folder / f"{name}-{style}"
        run(quern, "ingest", sets[name], "--format", style, "-o", target)
        return target

    def scored(*arguments):
        return subprocess.run([python, *map(str, arguments)], capture_output=True, text=True, check=True).stdout

    figure = dict(re.findall(r"(\w+)=([\d.]+)", scored(scripts / "score.py", "wcxb", written("wcxb", "text"))))
    figures["html/main content F1"] = float(figure["f1"])
    figures["html/main content F1, weighted"] = float(figure["f1_weighted"])
    texts = written("trafilatura", "text")
    for file in list(texts.glob("*.txt")):
        if not file.name.endswith(".html.txt"):
            file.rename(file.with_name(file.stem + ".html.txt"))
    figure = dict(re.findall(r"(\w+)=([\d.]+)", scored(scripts / "score.py", "trafilatura", texts)))
    figures["html/segments F1"] = float(figure["f1"])
    structure = scored(scripts / "structure.py", written("mozilla", "markdown"))
    for name in ("heading", "list_item", "table_cell", "code_block"):
        figures[f"html/{name.replace('_', ' ')} F1"] = float(re.search(name + r": P=\S+ R=\S+ F1=([\d.]+)", structure).group(1))
    figures["html/heading F1, edit links of the truth aside"] = without_edit_links(data, folder, scored, scripts)
    documents = run(quern, "ingest", sets["trafilatura"]).decode().splitlines()
    return figures | metadata(annotations, documents)


def without_edit_links(data, folder, scored, scripts):
    """Heading F1 where “[edit]” behind the headings of wikis, which Quern takes out, is taken out of the truth too."""
    target = folder / "mozilla-without-edit"
    for file in (data / "mozilla-readability").glob("*/expected.html"):
        (target / file.parent.name).mkdir(parents=True)
        truth = re.sub(r"\[\s*(?:<[^>]+>\s*)*edit\s*(?:<[^>]+>\s*)*\]", "", file.read_text(encoding="utf-8"))
        (target / file.parent.name / file.name).write_text(truth, encoding="utf-8")
    structure = scored(scripts / "structure.py", folder / "mozilla-markdown", "--data", target)
    return float(re.search(r"heading: P=\S+ R=\S+ F1=([\d.]+)", structure).group(1))


def folded(value):
    """A value in lower case with single spaces; a list as its members."""
    if isinstance(value, list):
        return {folded_text("; ".join(value)), folded_text(", ".join(value))}
    return {folded_text(value or "")}


def folded_text(text):
    return re.sub(r"\s+", " ", text).strip().lower()


def metadata(annotations, documents):
    """Shares of the annotated pages whose day, title and author are exactly those annotated, case and spaces aside."""
    found = {}
    for line in documents:
        document = json.loads(line)
        if document["type"] == "document":
            found[pathlib.Path(document["source"]["name"]).name] = document["metadata"]
    right, total = {}, {}
    for page in annotations.values():
        mine = found.get(page["file"])
        if mine is None:
            continue
        for name, value in (("date", mine["date"]), ("title", mine["title"]), ("author", mine["authors"])):
            if page.get(name):
                total[name] = total.get(name, 0) + 1
                right[name] = right.get(name, 0) + bool(folded(page[name]) & folded(value))
    return {f"html/{name} exact": right[name] / total[name] for name in total}
