"""The texts of the labelled chunks of Debian packages, rebuilt from the packages.

    python3 Benchmarks/train/density_chunks.py OUTPUT [--packages FOLDER] [--quern .build/release/quern]

Fetches the packages that `corpora/labels/packages/documents.json` names with `apt-get download` (a folder of them may be given), unpacks
them, takes plain text out of their files, and writes one JSON line a chunk of `corpora/labels/packages/labels.jsonl`, its text added:
what `quern score train` and `quern score eval` read. A chunk whose text is not that which was read for its label is left out and
named. With `--quern` there are also the chunks that Quern cuts of the same files and of the demo's documents, each in its document: one takes over
a judgement where two thirds of it stand in chunks, or passages, that were judged alike. Needs apt-get, dpkg-deb, and pdftotext (poppler-utils).
"""

import argparse
import gzip
import hashlib
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

LABELS = pathlib.Path(__file__).resolve().parent.parent.parent / "corpora/labels/packages"
# Chunks end behind the last line that begins before this many characters, and are no longer than the second number.
AIM, MOST = 1500, 1900


class VisibleText(html.parser.HTMLParser):
    """The words of a page, menus and all: a line for each block, a blank line between paragraphs, cells parted by spaces."""

    PARAGRAPHS = set("p h1 h2 h3 h4 h5 h6 ul ol dl table pre blockquote div section article nav header footer aside body page note".split())
    LINES = set("li dt dd tr br hr title desc item term".split())
    HIDDEN = set("script style template".split())

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden, self.kept = [], 0, 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in self.HIDDEN
        self.kept += tag == "pre"
        self.parts.append("\n\n" if tag in self.PARAGRAPHS else "\n" if tag in self.LINES else "  " if tag in ("td", "th") else "")

    def handle_endtag(self, tag):
        self.hidden -= tag in self.HIDDEN and self.hidden > 0
        self.kept -= tag == "pre" and self.kept > 0
        self.parts.append("\n\n" if tag in self.PARAGRAPHS else "\n" if tag in self.LINES else "")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data if self.kept else re.sub(r"\s+", " ", data))

    def text(self):
        return re.sub(r"\n\s*\n\s*", "\n\n", re.sub(r" *\n *", "\n", "".join(self.parts))).strip() + "\n"


def markup(data):
    parser = VisibleText()
    parser.feed(data)
    parser.close()
    return parser.text()


def pages_of_pdf(path, layout):
    command = ["pdftotext", *(["-layout"] if layout else []), "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\f")


def plain(path, extraction):
    """The parts of a file that no chunk spans: the pages of a PDF, else the whole."""
    if path.suffix == ".pdf":
        return pages_of_pdf(path, extraction == "pdf-layout")
    data = (gzip.open(path) if path.suffix == ".gz" else path.open("rb")).read().decode("utf-8", "replace")
    if extraction == "strings":
        found = (text.replace('""', '"').strip() for text in re.findall(r'_ *"((?:[^"]|"")*)"', data))
        return ["\n\n".join(text for text in found if text) + "\n"]
    return [markup(data) if path.suffix in (".html", ".page", ".xml") else data.replace("\r\n", "\n")]


def chunks(text):
    """Ranges of characters that end where lines do, at a blank line where one is near."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > MOST:
            gap = text.rfind("\n\n", start + AIM * 2 // 3, start + AIM)
            line = text.rfind("\n", start + AIM // 2, start + MOST)
            end = gap + 2 if gap > 0 else line + 1 if line > 0 else start + AIM
        if text[start:end].strip():
            yield start, end
        start = end


def sources(folder, packages):
    """Each document with the folder of its unpacked package."""
    for document in json.loads((LABELS / "documents.json").read_text()):
        root = pathlib.Path(folder) / document["package"]
        if not root.exists():
            subprocess.run(["dpkg-deb", "-x", str(package(document, packages)), str(root)], check=True)
        yield document, root / document["folder"]


def package(document, packages):
    """The package's file, fetched where it is not in the folder."""
    name = f"{document['package']}_{document['version'].replace(':', '%3a')}_*.deb"
    if not list(packages.glob(name)):
        wanted = f"{document['package']}={document['version']}"
        subprocess.run(["apt-get", "download", wanted], cwd=packages, check=True, capture_output=True)
    return next(packages.glob(name))


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[index:index + 4]) for index in range(max(1, len(words) - 3))]


def aligned(quern, root, labels, texts):
    """Quern's lines of the files of a document, with judgements where they can be taken over."""
    for name in sorted({label["file"] for label in labels}):
        if pathlib.Path(name).suffix not in (".pdf", ".html", ".txt"):
            continue
        known = {}
        for label in (label for label in labels if label["file"] == name and label["id"] in texts):
            known |= {shingle: label for shingle in shingles(texts[label["id"]])}
        output = subprocess.run([quern, "chunk", str(root / name), "--tokenizer", "estimate"], capture_output=True).stdout
        for line in output.decode().splitlines():
            row = json.loads(line)
            if row["type"] == "chunk":
                row |= judgement(shingles(row["text"]), known)
            yield row


def demo(quern):
    """Quern's lines of the documents of the demo: a chunk is judged as most of the labelled passages in it."""
    corpora = LABELS.parent.parent
    for file in sorted(LABELS.parent.glob("*.jsonl")):
        passages = [json.loads(line) for line in file.open()]
        source = corpora / file.stem / passages[0]["document"]
        output = subprocess.run([quern, "chunk", str(source), "--tokenizer", "estimate"], capture_output=True).stdout
        for row in map(json.loads, output.decode().splitlines()):
            if row["type"] == "chunk":
                text = folded(row["text"])
                inside = [label for label in passages if folded(label["passage"]) in text and is_on(label["page"], row["pages"])]
                row |= most(inside, file.stem)
            yield row


def folded(text):
    return " ".join(re.findall(r"\w+", text.lower()))


def is_on(page, pages):
    return page is None or not pages or pages[0] <= page <= pages[1]


def most(passages, group):
    lengths = {}
    for label in passages:
        lengths[label["keep"]] = lengths.get(label["keep"], 0) + len(label["passage"])
    if not passages or min(lengths.values()) * 3 > sum(lengths.values()) and len(lengths) > 1:
        return {}
    keep = max(lengths, key=lengths.get)
    label = max((label for label in passages if label["keep"] == keep), key=lambda label: len(label["passage"]))["label"]
    return {"label": label, "keep": keep, "rich": keep and label != "narrative", "ambiguous": False, "group": group}


def judgement(found, known):
    """What most of a chunk was judged as; nothing where less than two thirds were judged, or not alike."""
    judged = [known[shingle] for shingle in found if shingle in known]
    for keep in (True, False):
        alike = [label for label in judged if label["keep"] == keep]
        if len(found) >= 8 and len(alike) * 3 >= len(found) * 2:
            most = max(alike, key=lambda label: (sum(other["id"] == label["id"] for other in alike), label["id"]))
            return {key: most[key] for key in ("label", "keep", "rich", "ambiguous")} | {"group": most["document"]}
    return {}


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--packages", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--quern", metavar="PROGRAM")
    arguments = parser.parse_args()
    labels = [json.loads(line) for line in (LABELS / "labels.jsonl").open()]
    missing, lines = [], []
    with tempfile.TemporaryDirectory() as folder:
        for document, root in sources(folder, arguments.packages or pathlib.Path(folder)):
            parts, texts = {}, {}
            own = [label for label in labels if label["document"] == document["document"]]
            for label in own:
                if label["file"] not in parts:
                    parts[label["file"]] = plain(root / label["file"], document["extraction"])
                start, end = label["range"]
                text = parts[label["file"]][label["part"] - 1][start:end] if label["part"] <= len(parts[label["file"]]) else ""
                if digest(text) != label["digest"]:
                    missing.append(label["id"])
                    continue
                texts[label["id"]] = text
                lines.append({**label, "group": label["document"], "text": text})
            if arguments.quern:
                lines += aligned(arguments.quern, root, own, texts)
    if arguments.quern:
        lines += demo(arguments.quern)
    arguments.output.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    print(f"{sum('keep' in line for line in lines)} chunks", *(f"; not the text that was labelled: {name}" for name in missing), sep="", file=sys.stderr)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
