"""Times main content of web pages, or the reading of Markdown, beside other tools: CPU time, each tool in one process on the same
files, in the same run.

    python3 Benchmarks/peers/web.py --quern .build/release/quern [--bench .build/release/quern-bench]
        --python .build/peers/bin/python3 [--markdown] FILE_OR_FOLDER...

The tools are those that the Python given can import. Files are taken as they are, not unpacked; a folder gives its .html, .htm and
.xhtml files at any depth, with --markdown its .md files. What a tool needs to start (Python, its own imports, its tables) is measured apart, by a run over one
short page, and taken off. The best of three rounds counts; in each the tools take turns. MB (a million bytes of the files) and
pages a second are of CPU time.

Every tool is given the bytes of a file and finds the encoding in its own way, which counts as its time: Quern, trafilatura and
readability-lxml take bytes; resiliparse parses bytes by the encoding that its detect_encoding finds, as in its manual. Quern also
finds the structure and metadata of a page and writes the text to a file, which is left out where quern-bench reads; readability-lxml gives HTML where the others give text.
Of Markdown the other tools make HTML, which is less than Quern does: it also finds elements and their
places, and writes anew what cannot be read by itself.
A page counts as read whatever comes of it: `failed` counts those on which the tool raised an error, `empty` those of which it
gave no word.
"""

import argparse
import pathlib
import re
import sys
import tempfile

from timing import best, cpu, present, table

# By name: what to import, what gives the text of the bytes `html`, and a pattern that finds a word in it.
TEXT, MARKUP = r"\w", r">[^<]*\w"
PEERS = {
    "trafilatura": ("import trafilatura", "trafilatura.extract(html)", TEXT),
    "trafilatura, fast": ("import trafilatura", "trafilatura.extract(html, fast=True)", TEXT),
    "resiliparse": (
        "from resiliparse.extract.html2text import extract_plain_text\n"
        "from resiliparse.parse.encoding import detect_encoding\n"
        "from resiliparse.parse.html import HTMLTree",
        "extract_plain_text(HTMLTree.parse_from_bytes(html, detect_encoding(html)), main_content=True)", TEXT),
    "readability-lxml": ("from readability import Document", "Document(html).summary()", MARKUP),
}

MARKDOWN_PEERS = {
    "cmarkgfm": ("import cmarkgfm", "cmarkgfm.github_flavored_markdown_to_html(html.decode('utf-8', 'replace'))", MARKUP),
    "markdown-it-py": (
        "from markdown_it import MarkdownIt\nparser = MarkdownIt('commonmark').enable(['table', 'strikethrough'])",
        "parser.render(html.decode('utf-8', 'replace'))", MARKUP),
}

# Its arguments: the folder of pages, the file for the counts of failed and empty pages, the pattern of a word.
LOOP = """{start}
import os, re, sys
folder, counts, word = sys.argv[1:]
failed = empty = 0
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), "rb") as file:
        html = file.read()
    try:
        if not re.search(word, {read} or ""):
            empty += 1
    except Exception:
        failed += 1
with open(counts, "w") as file:
    print(failed, empty, file=file)
"""

SHORT = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>The mill</title></head><body><article><h1>The mill</h1>" + (
    "<p>The miller takes in grain from Monday to Friday, weighs every sack, and gives each farmer a receipt for it.</p>" * 4
) + "</article></body></html>"


def listed(paths, suffixes):
    """The files named, and those with the suffixes in the folders named."""
    for path in map(pathlib.Path, paths):
        if not path.is_dir():
            yield path
        else:
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes and file.is_file())


def quern_counts(pages, texts):
    """Failed and empty pages of Quern, by the files that it wrote."""
    written = [file.read_text(encoding="utf-8") for file in texts.glob("*.txt")]
    return len(list(pages.iterdir())) - len(written), sum(not re.search(TEXT, text) for text in written)


def tools(quern, bench, python, folder, peers, kind):
    """By name: what gives the seconds of CPU for a folder of pages, and what gives its failed and empty pages after that."""
    def texts(pages):
        return folder / f"texts-{pages.name}"

    def ingest(pages):
        # Status 1 says that some pages failed.
        command = [quern, "ingest", "--in-process", "--jobs", "1", "--format", "text", "-o", str(texts(pages)), str(pages)]
        return cpu(command, accepted=(0, 1))

    found = {"quern": (ingest, lambda pages: quern_counts(pages, texts(pages)))}
    if bench:
        found["quern, no files written"] = lambda pages: cpu([bench, "read", kind, str(pages)]), found["quern"][1]
    for name, (start, read, word) in peers.items():
        if present(name.split(",")[0], python, start):
            found[name] = peer(python, LOOP.format(start=start, read=read), word, folder / name)
    return found


def peer(python, loop, word, counts):
    """The same of a tool that Python imports; its counts are in a file."""
    def extract(pages):
        return cpu([python, "-c", loop, str(pages), str(counts) + pages.name, word])

    return extract, lambda pages: map(int, pathlib.Path(str(counts) + pages.name).read_text().split())


def gathered(files, pages, suffix):
    """A folder of links to the files, under names of their own, as pages of several folders may have the same."""
    pages.mkdir()
    for number, file in enumerate(files):
        (pages / f"{number:06}{suffix}").symlink_to(file.resolve(strict=True))
    return pages


def rows(measured, pages, short, count, megabytes):
    """The rows of the table, the fastest first."""
    least = best({(name, folder): lambda run=run, folder=folder: run(folder)
                  for name, (run, _) in measured.items() for folder in (pages, short)})
    seconds = {name: least[name, pages] - least[name, short] for name in measured}
    if min(seconds.values()) <= 0:
        sys.exit("there is too little to read to be told from the start of the tools; give more pages")
    for name, time in sorted(seconds.items(), key=lambda item: item[1]):
        failed, empty = measured[name][1](pages)
        yield (name, f"{megabytes / time:.2f}", f"{count / time:.1f}", f"{time / count * 1000:.2f}", f"{time / seconds['quern']:.2f}",
               failed, empty)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--bench", default="")
    parser.add_argument("--python", default="")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("paths", nargs="+", metavar="FILE_OR_FOLDER")
    arguments = parser.parse_args()
    suffixes = (".md",) if arguments.markdown else (".html", ".htm", ".xhtml")
    files = list(listed(arguments.paths, suffixes))
    if not files or not all(file.is_file() for file in files):
        sys.exit("no pages: " + (", ".join(str(file) for file in files if not file.is_file()) or ", ".join(arguments.paths)))
    python = arguments.python if arguments.python and pathlib.Path(arguments.python).exists() else ""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "one").write_text("# The mill\n\nIt takes in grain.\n" if arguments.markdown else SHORT, encoding="utf-8")
        short = gathered([folder / "one"], folder / "short", suffixes[0])
        pages = gathered(files, folder / "pages", suffixes[0])
        peers = MARKDOWN_PEERS if arguments.markdown else PEERS
        kind = "markdown" if arguments.markdown else "html"
        measured = tools(str(pathlib.Path(arguments.quern).resolve()), arguments.bench, python, folder, peers, kind)
        megabytes = sum(file.stat().st_size for file in files) / 1e6
        print(f"{len(files)} pages, {megabytes:.1f} MB", flush=True)
        headings = ("tool", "MB/s", "pages/s", "CPU ms/page", "of quern", "failed", "empty")
        table(headings, rows(measured, pages, short, len(files), megabytes))


main()
