"""Times the counting of tokens beside other tools, each on a text that it has not seen, and on the same text again.

    python3 Benchmarks/peers/tokens.py --bench .build/release/quern-bench --python .build/peers/bin/python3
        --vocabularies .build/share/quern/vocabularies FILE_OR_FOLDER...

The text is that of the files, and of the .txt and .md files in folders, up to 12 MB. Each tool counts it in a process of its own, from memory, on one thread; MB (a million bytes) a second of CPU time. `unseen` is
the first pass after the vocabulary is loaded, `repeated` the best of three more; both are the best of the rounds, in which the tools
take turns. Counts that differ from the first tool's are told.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from timing import gathered, table

ENCODINGS = ("cl100k_base", "o200k_base")
# Its arguments: the encoding, the vocabulary's file, the text. What gives a counter, by name.
COUNTERS = {
    "tiktoken": """
import base64, tiktoken, tiktoken_ext.openai_public as public
ranks = {base64.b64decode(line.split()[0]): int(line.split()[1]) for line in open(vocabulary, "rb")}
public.load_tiktoken_bpe = lambda *arguments, **options: ranks
encoding = tiktoken.Encoding(**getattr(public, name)())
count = lambda text: len(encoding.encode_ordinary(text))
""",
    "quicktok": "import quicktok\ncount = quicktok.get_encoding(name).count",
    "toktok": "import toktok\ncount = lambda text: toktok.batch_count([text], name)[0]",
    "gigatoken": "import gigatoken\nencode = gigatoken.Tokenizer.from_tiktoken(vocabulary).encode\ncount = lambda text: len(encode(text))",
}
LOOP = """
import json, os, sys, time
for name in ("RAYON_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
    os.environ[name] = "1"
name, vocabulary, path = sys.argv[1:]
text = open(path, encoding="utf-8", newline="").read()
size = len(text.encode()) / 1e6
{counter}
count("Words to begin with.")
def timed():
    start = time.process_time()
    tokens = count(text)
    return tokens, size / (time.process_time() - start)
tokens, unseen = timed()
print(json.dumps({{"tokens": tokens, "unseen": unseen, "repeated": max(timed()[1] for _ in range(3))}}))
"""


def commands(bench, python, vocabularies, encoding, path):
    """By tool: what counts a file."""
    yield "quern", [bench, "tokens", encoding, path]
    for name, counter in COUNTERS.items():
        loop = LOOP.format(counter=counter)
        yield name, [python, "-c", loop, encoding, str(vocabularies / f"{encoding}.tiktoken"), path]


def measured(command):
    """The figures of a run; nil for a tool that is not there or fails."""
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        print(f"  left out: {(result.stderr.strip().splitlines() or ['it failed'])[-1]}", file=sys.stderr)
        return None
    return json.loads(result.stdout)


def rows(tools, rounds):
    """The best of the rounds, the fastest unseen first, with ratios to quern's."""
    best = {}
    for _ in range(rounds):
        for name, command in tools:
            found = measured(command) if best.get(name, {}) is not None else None
            if found is None:
                best[name] = None
                continue
            old = best.get(name) or {"unseen": 0, "repeated": 0}
            best[name] = {"tokens": found["tokens"]} | {key: max(old[key], found[key]) for key in ("unseen", "repeated")}
    own = best["quern"]
    for name, found in sorted(best.items(), key=lambda item: -(item[1] or {"unseen": 0})["unseen"]):
        if found:
            same = "" if found["tokens"] == own["tokens"] else f"counts {found['tokens']:.0f} for {own['tokens']:.0f}"
            yield (name, f"{found['unseen']:.1f}", f"{found['repeated']:.1f}", f"{found['unseen'] / own['unseen']:.2f}", same)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--vocabularies", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("files", nargs="+", metavar="FILE_OR_FOLDER")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = gathered(arguments.files, {".txt", ".md"}, pathlib.Path(folder) / "text", 12)
        for encoding in ENCODINGS:
            print(f"{encoding}, {path.stat().st_size / 1e6:.1f} MB", flush=True)
            tools = list(commands(arguments.bench, arguments.python, arguments.vocabularies, encoding, str(path)))
            table(("tool", "unseen MB/s", "repeated MB/s", "unseen of quern's", ""), rows(tools, arguments.rounds))


main()
