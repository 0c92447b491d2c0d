"""Times reading PDF beside other tools: CPU time a page, each tool in one process on the same files, in the same run.

    python3 Benchmarks/peers/pdf.py --quern .build/release/quern --python .build/peers/bin/python3 FILE...

The tools are those that the Python given can import, and pdftotext where it is on the PATH. What a tool needs to start (Python,
its own imports) is measured apart and taken off. The best of three rounds counts; in each the tools take turns.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from timing import best, cpu, present, table

# Tools without a limit of pages read whole files; a slow one reads the first of each.
PEERS = {
    "pdf-inspector": ("import pdf_inspector", "pdf_inspector.process_pdf(f)", None),
    "liteparse": (
        "import liteparse; p = liteparse.LiteParse(ocr_enabled=False, output_format='markdown', quiet=True, num_workers=1)",
        "p.parse(f)", None),
    "pymupdf4llm": ("import pymupdf4llm", "pymupdf4llm.to_markdown(f, pages=list(range({pages})))", 10),
}


def page_count(file):
    """By pdfinfo; poppler-utils has it and pdftotext."""
    output = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Pages:\s+(\d+)", output, re.MULTILINE).group(1))


def tools(quern, python, files, folder):
    """Name, seconds of CPU for all files, pages that it reads."""
    pages = sum(map(page_count, files))
    yield "quern", lambda: cpu([quern, "ingest", "--in-process", "--jobs", "1", *files, "--format", "markdown", "-o", folder]), pages
    yield "pdftotext (text only)", lambda: sum(cpu(["pdftotext", file, folder + "/x.txt"]) for file in files), pages
    for name, (start, read, most) in PEERS.items():
        if not present(name, python, start):
            continue
        loop = f"{start}\nimport sys\nfor f in sys.argv[1:]: {read.format(pages=most)}"
        yield (name, lambda loop=loop, start=start: cpu([python, "-c", loop, *files]) - cpu([python, "-c", start]),
               pages if most is None else sum(min(most, page_count(file)) for file in files))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--python", default="")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    if not shutil.which("pdfinfo"):
        sys.exit("pdfinfo and pdftotext are missing: install poppler-utils")
    python = arguments.python if arguments.python and pathlib.Path(arguments.python).exists() else ""
    with tempfile.TemporaryDirectory() as folder:
        measured = list(tools(str(pathlib.Path(arguments.quern).resolve()), python, arguments.files, folder))
        least = best({name: lambda measure=measure, pages=pages: measure() / pages * 1000 for name, measure, pages in measured})
    ordered = sorted(least.items(), key=lambda item: item[1])
    table(("tool", "CPU ms/page", "of quern"), [(name, f"{time:.2f}", f"{time / least['quern']:.2f}") for name, time in ordered])


main()
