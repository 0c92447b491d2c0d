"""Times cutting beside other tools: chunks of 512 tokens of cl100k_base, chunks of 2,048 characters, and sentences.

    python3 Benchmarks/peers/chunks.py --quern-bench .build/release/quern-bench --python .build/peers/bin/python3
        --vocabularies .build/share/quern/vocabularies --markdown FILE_OR_FOLDER... --prose FILE_OR_FOLDER... [--megabytes 10]

The texts are those of the files, one behind the other, again and again up to the size. Each tool cuts from memory, on one thread, in
a process of its own; MB (a million bytes) a second of CPU time, the best of the rounds, in which the tools take turns. The other
tools cut the source itself; Quern cuts the document that it has read, and is shown with reading too. `memory` is what Quern's cutting
takes at most beside the document, in MB.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from timing import gathered, table

TOKENS, CHARACTERS = 512, 2048
TOKENIZER = """
import base64, tiktoken, tiktoken_ext.openai_public as public
ranks = {base64.b64decode(line.split()[0]): int(line.split()[1]) for line in open(vocabulary, "rb")}
public.load_tiktoken_bpe = lambda *arguments, **options: ranks
encoding = tiktoken.Encoding(**public.cl100k_base())
size = lambda text: len(encoding.encode_ordinary(text))
"""
# By the budget's unit and the tool: what gives `cut`, a function of the text.
PEERS = {
    "tokens": {
        "langchain recursive": TOKENIZER + "from langchain_text_splitters import RecursiveCharacterTextSplitter as Splitter\n"
        "cut = Splitter(chunk_size=budget, chunk_overlap=0, length_function=size).split_text",
        "semchunk": TOKENIZER + "import semchunk\ncut = semchunk.chunkerify(size, chunk_size=budget)",
        "chonkie recursive": TOKENIZER + "from chonkie import RecursiveChunker\ncut = RecursiveChunker(tokenizer=encoding, chunk_size=budget)",
    },
    "characters": {
        "langchain recursive": "from langchain_text_splitters import RecursiveCharacterTextSplitter as Splitter\n"
        "cut = Splitter(chunk_size=budget, chunk_overlap=0).split_text",
        "semchunk": "import semchunk\ncut = semchunk.chunkerify(len, chunk_size=budget, memoize=False)",
        "chonkie recursive": "from chonkie import RecursiveChunker\ncut = RecursiveChunker(tokenizer='character', chunk_size=budget)",
    },
    "sentences": {
        "blingfire": "import blingfire\ncut = blingfire.text_to_sentences",
        "nupunkt": "import nupunkt\ncut = nupunkt.sent_tokenize",
    },
}
LOOP = """
import json, os, sys, time
os.environ["RAYON_NUM_THREADS"] = os.environ["TOKENIZERS_PARALLELISM"] = "1"
vocabulary, path, budget = sys.argv[1], sys.argv[2], int(sys.argv[3])
text = open(path, encoding="utf-8", newline="").read()
{start}
cut("Words to begin with.")
start = time.process_time()
cut(text)
print(json.dumps({{"speed": len(text.encode()) / 1e6 / (time.process_time() - start)}}))
"""


def run(command, seconds=300):
    """What a run prints; none for a tool that is not there, fails or takes too long."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return {"failed": f"more than {seconds} s"}
    lines = result.stderr.strip().splitlines() or ["failed"]
    return json.loads(result.stdout) if result.returncode == 0 else {"failed": lines[-1][:60]}


def rows(tools, rounds):
    """The best of the rounds, the fastest first, with ratios to quern's."""
    best = {}
    for _ in range(rounds):
        for name, command in tools:
            if "failed" in best.get(name, {}):
                continue
            found = run(command)
            best[name] = found if "failed" in found or found["speed"] > best.get(name, {"speed": 0})["speed"] else best[name]
    own = best["quern"].get("speed", 1)
    for name, found in sorted(best.items(), key=lambda item: -item[1].get("speed", 0)):
        if "failed" in found:
            yield (name, found["failed"])
            continue
        reading, memory = found.get("with reading", ""), found.get("more", "")
        yield (name, f"{found['speed']:.1f}", f"{found['speed'] / own:.2f}", reading and f"{reading:.1f}", memory and f"{memory:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern-bench", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--vocabularies", type=pathlib.Path, required=True)
    parser.add_argument("--markdown", nargs="*", default=[])
    parser.add_argument("--prose", nargs="*", default=[])
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    bench, vocabulary = arguments.quern_bench, str(arguments.vocabularies / "cl100k_base.tiktoken")
    own = {"tokens": ["chunks", "cl100k_base", str(TOKENS)], "characters": ["chunks", "characters", str(CHARACTERS)],
           "sentences": ["sentences"]}
    with tempfile.TemporaryDirectory() as folder:
        for kind, paths, suffixes in (("markdown", arguments.markdown, {".md"}), ("prose", arguments.prose, {".txt", ".md"})):
            if not paths:
                continue
            path = gathered(paths, suffixes, pathlib.Path(folder) / f"{kind}.md", arguments.megabytes, repeats=True)
            for unit, peers in PEERS.items():
                budget = str({"tokens": TOKENS, "characters": CHARACTERS}.get(unit, 0))
                print(f"{unit}{f', {budget} a chunk' if budget != '0' else ''}: {kind}, {path.stat().st_size / 1e6:.1f} MB", flush=True)
                tools = [("quern", [bench, *own[unit], str(path)])]
                if unit != "sentences":
                    tools.append(("quern sentence", [bench, *own[unit], str(path), "sentence"]))
                tools += [(name, [arguments.python, "-c", LOOP.format(start=start), vocabulary, str(path), budget])
                          for name, start in peers.items()]
                table(("tool", "MB/s", "of quern's", "with reading", "memory"), rows(tools, arguments.rounds))


main()
