"""Figures of markup: the visible text of HTML by the trees of html5lib-tests, Markdown by the examples of CommonMark and of GFM.

    python3 Benchmarks/markup.py --quern .build/release/quern --evaluation FOLDER [--failures N]

Prints the figures and of each the first N cases that fail: the case, what is expected, what Quern makes of it. Needs only Python's
standard library. Where `cmark-gfm` is on the PATH, examples of Markdown that it fails are left out.
"""

import argparse
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TREES, SPECS = "data/html/html5lib-tests/tree-construction", "data/markdown"
EXAMPLES = {"CommonMark": ["commonmark-spec/examples.json"], "GFM": ["gfm-spec/examples.json", "gfm-spec/extensions-examples.json"]}


def markup(quern, run, python, evaluation, folder):
    """Shares of the cases that are read rightly; `run` runs Quern. All is done with the standard library, without `python`."""
    return {name: sum(row["expected"] == row["got"] for row in rows) / len(rows)
            for name, rows in compared(quern, run, evaluation, folder).items()}


def compared(quern, run, evaluation, folder):
    """The cases of each figure with what is expected and what Quern makes of them."""
    rows = {}
    if (evaluation / TREES).is_dir():
        rows["html/visible text of html5lib-tests"] = trees(quern, run, evaluation / TREES, folder / "trees")
    for name, files in EXAMPLES.items():
        files = [evaluation / SPECS / file for file in files]
        if all(file.exists() for file in files):
            rows[f"markdown/examples of {name}"] = examples(quern, run, files, folder / name)
    return rows


# Visible text of HTML
#
# What is visible is what the HTML standard's chapter on rendering shows to a reader without scripts: what it does not display
# (script, rp, datalist, a closed dialog, …) and what stands in for an element where it cannot be played or framed are left out.
# Text in noscript, textarea, options, closed details is read. Text in a select is shown only in its options, text in SVG only in
# text and foreignObject.

NOT_SHOWN = set(
    "head title script style template datalist noembed noframes iframe rp dialog audio video canvas progress meter".split()
) | {"svg title", "svg desc", "svg metadata", "svg script", "svg style"}


def trees(quern, run, source, folder):
    """The cases of html5lib-tests that are documents and need no scripts: their text, and Quern's, without white space."""
    folder.mkdir()
    wanted = {}
    for file in sorted(source.glob("*.dat")):
        for number, case in enumerate(sections(file), 1):
            if "document-fragment" not in case and "script-on" not in case:
                name = f"{file.stem}.{number:04}"
                (folder / f"{name}.html").write_bytes(case["data"])
                wanted[name] = case["data"].decode("utf-8", "replace"), visible(case["document"].decode("utf-8"))
    target = folder.with_name("trees-text")
    run(quern, "ingest", folder, "--content", "all", "--format", "text", "-o", target)
    rows = []
    for name, (data, (expected, marks)) in wanted.items():
        file = target / f"{name}.txt"
        got = file.read_text(encoding="utf-8") if file.exists() else None if expected else ""
        rows.append({"case": name, "source": data, "expected": bare(expected, marks), "got": got and bare(got, marks)})
    return rows


def sections(file):
    """The cases of a file, each a dictionary of sections (`data`, `errors`, `document`, …) as bytes."""
    cases, lines = [], None
    for line in file.read_bytes().rstrip(b"\n").split(b"\n"):
        if re.fullmatch(rb"#(data|errors|new-errors|document|document-fragment|script-on|script-off)", line):
            if line == b"#data":
                cases.append({})
            lines = cases[-1].setdefault(line[1:].decode(), [])
        else:
            lines.append(line)
    # A blank line parts a case from the next.
    for case in cases:
        if case is not cases[-1] and case["document"][-1] == b"":
            case["document"].pop()
    return [{name: b"\n".join(lines) for name, lines in case.items()} for case in cases]


def visible(tree):
    """The visible text of a tree as html5lib-tests write it, and the marks that Quern's Markdown may add to its elements."""
    path, texts, marks = [], [], ""
    for indent, node in re.findall(r"^\| ( *)(.*(?:\n(?!\| ).*)*)", tree, re.MULTILINE):
        del path[len(indent) // 2:]
        if re.match(r'"(?s:.*)"\Z', node):
            if is_shown(path):
                texts.append(node[1:-1])
        else:
            path.append(node[1:-1] if node.startswith("<") else "")
            marks += {"math math": "$", "dt": ":,"}.get(path[-1], "")
    return "".join(texts), marks


def is_shown(path):
    """Whether text below elements of these names, the outermost first, is shown."""
    if NOT_SHOWN & set(path) or ("select" in path and "option" not in path[path.index("select"):]):
        return False
    drawn = [name for name in path if name in ("svg svg", "svg text", "svg foreignObject")]
    return not drawn or drawn[-1] != "svg svg"


def bare(text, marks):
    """The text without white space and marks."""
    return "".join(character for character in text if not character.isspace() and character not in marks)


# Examples of Markdown
#
# The HTML of an example is reduced to the elements that Quern's documents have, each with its kind and its text: headings with their
# level, paragraphs, list items with their depth, code, quotes, tables with their cells, footnotes. As there, an item reaches up to
# the first list, table or code in it, what follows these stands for itself, and a quote is one element with all that is in it.
# Elements without text count nothing, nor do rows of tables without text. Tags of raw HTML count nothing; a block of raw HTML counts
# by its text, whatever elements Quern makes of it. Images count by their alternative text; marks of tasks and of footnotes are no text.

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {*HEADINGS, *"p pre blockquote ul ol li table thead tbody tr th td section".split()}
# Tags, comments, instructions, declarations and CDATA as CommonMark has them; in group `close` the slash of a closing tag.
TAG = re.compile(
    r"<!--(?:-?>|.*?-->)|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^>]*>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>", re.DOTALL)


def examples(quern, run, files, folder):
    """The examples that cmark-gfm passes: their elements by the expected HTML, and Quern's."""
    folder.mkdir()
    rows = []
    for example in [example for file in files for example in json.loads(file.read_text(encoding="utf-8"))]:
        if is_open(example):
            continue
        expected = reduced(example["html"], example["markdown"])
        if cmark(example["markdown"]) in (None, expected):
            name = f"{len(rows) + 1:04}"
            (folder / f"{name}.md").write_bytes(example["markdown"].encode())
            rows.append({"case": f"{example['section']} {example['example']}", "name": name, "source": example["markdown"],
                         "expected": expected, "got": []})
    target = folder.with_name(folder.name + "-text")
    run(quern, "ingest", folder, "--format", "text", "-o", target)
    documents = {}
    for line in run(quern, "ingest", folder).decode().splitlines():
        document = json.loads(line)
        if document["type"] == "document":
            documents[pathlib.Path(document["source"]["name"]).stem] = document
    for row in rows:
        file = target / f"{row['name']}.txt"
        if row["name"] in documents and file.exists():
            row["got"] = joined(read(documents[row["name"]], file.read_text(encoding="utf-8")), row["expected"])
    return rows


def is_open(example):
    """Whether an example says nothing of text and structure.

    The filter of tags makes HTML harmless for browsers, `<IGNORE>` stands for any HTML, and of a tag that is never closed the
    specification says “garbage in, garbage out”.
    """
    is_filter = "filter" in example["section"] + str(example["extensions"])
    return is_filter or example["html"] == "<IGNORE>\n" or re.search(r"<[A-Za-z][^>]*\Z", example["html"]) is not None


def cmark(markdown):
    """What cmark-gfm makes of Markdown, reduced; None where there is no cmark-gfm."""
    if not shutil.which("cmark-gfm"):
        return None
    options = [option for name in ("table", "strikethrough", "autolink", "tasklist", "footnotes") for option in ("-e", name)]
    result = subprocess.run(["cmark-gfm", "--unsafe", *options], input=markdown.encode(), capture_output=True)
    return None if result.returncode else reduced(result.stdout.decode(), markdown)


def tree(markup, markdown):
    """The blocks that Markdown makes, as pairs (tag, children); text stands between them. What stands in the source is raw HTML."""
    stack, hidden, end = [("document", [])], None, 0
    for tag in TAG.finditer(markup):
        stack[-1][1].append("" if hidden else html.unescape(markup[end:tag.start()]))
        end, name, is_raw = tag.end(), (tag["name"] or "").lower(), tag[0] in markdown
        if hidden or name in ("script", "style") or re.search('class="footnote-(back)?ref"', tag[0]):
            hidden = None if hidden == name and tag["close"] else hidden or name
        elif name == "br":
            stack[-1][1].append(" ")
        elif name == "img" and not is_raw:
            stack[-1][1].append(html.unescape(re.search('alt="([^"]*)"', tag[0])[1]))
        elif name in BLOCKS and not is_raw and tag["close"]:
            stack.pop()
        elif name in BLOCKS and not is_raw:
            stack[-1][1].append((name, []))
            stack.append(stack[-1][1][-1])
    stack[-1][1].append("" if hidden else html.unescape(markup[end:]))
    return stack[0][1]


def reduced(markup, markdown):
    """The elements of the HTML that `markdown` gives."""
    return in_order(elements(tree(markup, markdown), 0))


def in_order(found):
    """The elements that have text; footnotes last and by their text, since HTML has them by their first mention."""
    return [element for element in found if element[0] != "footnote" and element[-1]] + sorted(
        element for element in found if element[0] == "footnote" and element[-1])


def elements(children, depth):
    """The elements of blocks, and of loose text between them, in lists of this depth."""
    found, loose = [], []
    for child in [*children, ("", [])]:
        if isinstance(child, str):
            loose.append(child)
            continue
        # Outside of lists Markdown leaves no text loose, so that it is raw HTML.
        found.append(("paragraph" if depth else "html", folded("".join(loose))))
        loose = []
        found += element(*child, depth)
    return found


def element(tag, children, depth):
    """The elements of one block."""
    if tag in HEADINGS:
        return [("heading", HEADINGS[tag], text(children))]
    if tag in ("ul", "ol"):
        return [part for item in nodes(children) for part in list_item(item[1], depth + 1)]
    if tag == "table":
        return [table([[text(cell[1]) for cell in nodes(row[1])] for part in nodes(children) for row in nodes(part[1])])]
    if tag == "section":
        return [("footnote", text(note[1])) for notes in nodes(children) for note in nodes(notes[1])]
    kinds = {"p": "paragraph", "pre": "code", "blockquote": "quote"}
    return [(kinds[tag], text(children))] if tag in kinds else []


def list_item(children, depth):
    """An item up to the first list, table or code in it, and what follows."""
    ends = (index for index, child in enumerate(children) if not isinstance(child, str) and child[0] in ("ul", "ol", "table", "pre"))
    end = next(ends, len(children))
    return [("list-item", depth, text(children[:end])), *elements(children[end:], depth)]


def table(cells):
    """A table whose first row is its header: how many rows of it are header, and of each row the text and the places that have some."""
    rows = [(" ".join(filter(None, row)), "".join("x" if cell else "." for cell in row).rstrip(".")) for row in cells]
    return "table", int(any(cells[0])), [row for row in rows if row[0]]


def nodes(children):
    return [child for child in children if not isinstance(child, str)]


def text(children):
    """The text of blocks with single spaces."""
    return folded("".join(child if isinstance(child, str) else f" {text(child[1])} " for child in children))


def folded(words):
    return " ".join(words.split())


def read(document, plain):
    """The elements of Quern's document that have text, with their words from the text that Quern wrote of it without marks.

    Quern writes the words of its elements with blank lines between, and leaves out elements without words.
    """
    source = document["text"].encode()
    pieces, parts = [piece for piece in plain.split("\n\n") if piece.strip()], document["elements"]
    if len(parts) == 1:
        pieces = ["\n".join(pieces)]
    missing = len(parts) - len(pieces)
    silent = [index for index, part in enumerate(parts) if is_hollow(part, source)][:max(0, missing)]
    parts = [part for index, part in enumerate(parts) if index not in silent]
    if len(parts) != len(pieces):
        return [(*map(kind, parts), plain)]
    return in_order([
        rows_of(part, piece) if "rows" in part else (*kind(part), folded(piece)) for part, piece in zip(parts, pieces)])


def kind(part):
    """The kind of an element, with level or depth."""
    return part["kind"], *(part[name] for name in ("level", "depth") if name in part)


def is_hollow(part, source):
    """Whether the Markdown of an element is but marks: of headings, lists, quotes, tags, targets of links, fences of code."""
    markdown = source[slice(*part["range"])].decode()
    marks = r"^\s*(`{3}|~{3}).*$" if part["kind"] == "code" else r"^[\s>]*([-*+]|\d+[.)]|#+)?|<[^>]*>|\]\([^)]*\)"
    return not re.search(r"\w", re.sub(marks, "", markdown, flags=re.MULTILINE))


def rows_of(part, piece):
    """A table as `table` makes it; its rows are lines of `piece`."""
    places = ["".join("x" if cell[0] < cell[1] else "." for cell in row["cells"]).rstrip(".") for row in part["rows"]]
    lines, places = [folded(line) for line in piece.splitlines() if line.strip()], [row for row in places if row]
    return "table", part["header_rows"], list(zip(lines, places)) if len(lines) == len(places) else lines


def joined(found, expected):
    """Quern's elements, with those that stand for a block of raw HTML as one."""
    result, rest = [], list(found)
    for wanted in expected:
        if wanted[0] == "html":
            words = ""
            while rest and len(bare(words, "")) < len(bare(wanted[1], "")):
                last = rest.pop(0)[-1]
                words += last if isinstance(last, str) else " ".join(row if isinstance(row, str) else row[0] for row in last)
            result.append(wanted if bare(words, "") == bare(wanted[1], "") else ("html", words))
        elif rest:
            result.append(rest.pop(0))
    return result + rest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--evaluation", type=pathlib.Path, required=True)
    parser.add_argument("--failures", type=int, default=0)
    arguments = parser.parse_args()

    def run(quern, *parts):
        result = subprocess.run([quern, *map(str, parts)], capture_output=True)
        return result.stdout if result.returncode in (0, 1) else sys.exit(result.stderr.decode()[:2000])

    with tempfile.TemporaryDirectory() as folder:
        found = compared(str(pathlib.Path(arguments.quern).resolve()), run, arguments.evaluation, pathlib.Path(folder))
    for name, rows in found.items():
        failing = [row for row in rows if row["expected"] != row["got"]]
        print(f"{name:45} {1 - len(failing) / len(rows):.4f} ({len(rows) - len(failing)} of {len(rows)})")
        for row in failing[:arguments.failures]:
            print(f"\n{row['case']}\n  source   {row['source']!r}\n  expected {row['expected']!r}\n  got      {row['got']!r}")


if __name__ == "__main__":
    main()
