"""The laws of cutting, over real documents and every chunker.

    python3 Benchmarks/laws.py --quern .build/release/quern FILE_OR_FOLDER... [--failures N]

Prints the share of documents whose chunks keep every law, for each chunker and budget, and the first N that break one. Checked from
what Quern writes, with Python's own counts: chunks join back to the document's text; their ranges in bytes and in scalars are right;
none is over its budget, headings above, context and overlap counted, unless it says so and is a single character; none is white space
alone; no cut lies inside a word, a link or a row of a table that would fit; overlap is what stands right before; neighbours name each
other; ids differ.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

CHUNKERS = ("structural", "recursive", "sentence", "fixed", "semantic")
BUDGET = 600
OPTIONS = ("--characters", str(BUDGET), "--overlap", "1", "--tokenizer", "estimate")
LINK = re.compile(rb"\[[^\[\]\n]*\]\([^()\n]*\)")
SUFFIXES = {".md", ".txt", ".html", ".htm", ".pdf"}


def size(chunk):
    """Characters that a chunk takes of its budget."""
    above = " > ".join(chunk["heading_path"][:chunk["headings_above"]])
    return sum(map(len, (above, chunk["context"], chunk.get("overlap", {}).get("text", ""), chunk["text"])))


def inside(place, ranges):
    return any(start < place < end and end - start < BUDGET // 4 for start, end in ranges)


def broken(document, chunks):
    """The laws that a document's chunks break."""
    text = document["text"]
    utf8 = text.encode()
    if document["elements"] and "".join(chunk["text"] for chunk in chunks) != text:
        yield "the text is not what the chunks join to"
    rows = [row["range"] for element in document["elements"] for row in element.get("rows", [])]
    links = [match.span() for match in LINK.finditer(utf8)]
    end = 0
    for index, chunk in enumerate(chunks):
        start, stop = chunk["range"]
        if start != end or utf8[start:stop].decode() != chunk["text"]:
            yield "a range of bytes is wrong"
        low, high = chunk["scalars"]
        if text[low:high] != chunk["text"]:
            yield "a range of scalars is wrong"
        end = stop
        over = size(chunk) > BUDGET
        if over != chunk.get("oversize", False) or (over and len(chunk["text"]) > 8):
            yield f"a chunk holds {size(chunk)} of {BUDGET} characters"
        if not chunk["text"].strip():
            yield "a chunk is white space alone"
        if overlap := chunk.get("overlap"):
            first, last = overlap["range"]
            if utf8[first:last].decode() != overlap["text"] or utf8[last:start].strip() or first >= start:
                yield "overlap is not what stands before"
        if index:
            before, behind = chunks[index - 1]["text"][-1], chunk["text"][0]
            if before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum():
                word = re.search(rb"\S*\Z", utf8[max(0, start - 2000):start])[0] + re.match(rb"\S*", utf8[start:start + 2000])[0]
                if len(word) < BUDGET // 4:
                    yield "a cut lies inside a word"
            if inside(start, links):
                yield "a cut lies inside a link"
            if inside(start, rows):
                yield "a cut lies inside a row"
            if chunk["previous"] != chunks[index - 1]["id"] or chunks[index - 1]["next"] != chunk["id"]:
                yield "neighbours do not name each other"
    if len({chunk["id"] for chunk in chunks}) != len(chunks):
        yield "two chunks have one id"


def documents(quern, chunker, paths):
    """Documents with their chunks."""
    command = [quern, "chunk", "--chunker", chunker, *OPTIONS, *map(str, paths)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    document, chunks = None, []
    for line in child.stdout:
        item = json.loads(line)
        if item["type"] == "chunk":
            chunks.append(item)
            continue
        if document:
            yield document, chunks
        document, chunks = item, []
    if document:
        yield document, chunks
    child.wait()


def laws(quern, paths):
    """By chunker: documents, and those that break a law, with the laws."""
    for chunker in CHUNKERS:
        read, failures = 0, []
        for document, chunks in documents(quern, chunker, paths):
            read += 1
            if found := sorted(set(broken(document, chunks))):
                failures.append((document["source"]["name"], found))
        yield chunker, read, failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--failures", type=int, default=5)
    parser.add_argument("paths", nargs="+", type=pathlib.Path, metavar="FILE_OR_FOLDER")
    arguments = parser.parse_args()
    for chunker, read, failures in laws(arguments.quern, arguments.paths):
        print(f"{chunker:12} {read} documents, {len(failures)} break a law")
        for name, found in failures[:arguments.failures]:
            print(f"    {name}: {'; '.join(found)}")
    sys.exit(0)


if __name__ == "__main__":
    main()
