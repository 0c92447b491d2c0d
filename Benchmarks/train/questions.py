"""Fits what judges the extractor's questions, Sources/Extraction/Judgement/questions.json, to the verdicts of readers.

    python3 Benchmarks/train/questions.py --evaluation FOLDER [--packages FOLDER] [--build .build/release]
    python3 Benchmarks/train/questions.py --candidates FILE...

`corpora/labels/questions/verdicts-*.jsonl` hold the verdicts, a line a document: `[KEY, KIND, LOWER, UPPER, VERDICT]` for each question, its key
a hash of its words, those that name its place left out, and of its answer; its range in the document's text; and `ok`, or why a strict reader
would not keep it, behind `short-answer` with a hash of the short answer. Verdicts on questions that the rules do not write any more stay and
serve no fit. The first form rebuilds the questions: it takes the documents from the evaluation data, from this repository and from Debian
packages (fetched with `apt-get download`, or from a folder of them), cuts and selects with `quern select`, and has `quern-bench questions`
write down each question with its features and words. `--candidates` takes those lines, of one file or several.

Prints how precise the judge is on manuals and pages that it was not fitted to (ten folds, three times over), and writes the model. The
thresholds of tables and of prose are the lowest from which on that precision is --precision for each,
but no lower than --least. Needs scikit-learn.
"""

import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import scipy.sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LABELS = ROOT / "corpora/labels/questions"
MODEL = ROOT / "Sources/Extraction/Judgement/questions.json"

# Of the words of questions and answers: how many common ones count as they are, by which endings the others are told apart, how many of a
# text count, and in how many questions a word or a pair must stand. As in Sources/Extraction/Judgement/WordPairs.swift.
COMMON = 2000
ENDINGS = ["ing", "ed", "ly", "tion", "ment", "ity", "s"]
LONGEST = 90
LEAST = 20
PARTS = ("question", "answer")


def verdicts():
    """Each verdict as `{key, document, verdict, short_sha256}`."""
    for path in sorted(LABELS.glob("verdicts-*.jsonl")):
        for line in path.open():
            entry = json.loads(line)
            for key, _, _, _, verdict, *short in entry["verdicts"]:
                yield {"key": key, "document": entry["document"], "verdict": verdict, "short_sha256": short[0] if short else None}


def fetched(documents, evaluation, packages, folder):
    """The paths of documents, in their order; those that cannot be had are named and left out."""
    wanted = sorted({name.split(":", 1)[1].split("/")[0] for name in documents if name.startswith("debian:")})
    for package in wanted:
        deb = next(packages.glob(package + "_*.deb"), None) if packages else None
        if deb is None:
            subprocess.run(["apt-get", "download", package], cwd=folder, stdout=subprocess.DEVNULL)
            deb = next(folder.glob(package + "_*.deb"), None)
        if deb is not None:
            subprocess.run(["dpkg-deb", "-x", deb, folder / package], check=True)
    paths = []
    for name in documents:
        if name.startswith("debian:"):
            path = folder / name.split(":", 1)[1]
        elif name.startswith("data/"):
            path = evaluation / name if evaluation else pathlib.Path("?")
        else:
            path = ROOT / name
        if not path.exists() and path.with_name(path.name + ".gz").exists():
            path = path.with_name(path.name + ".gz")
        if path.suffix == ".gz" and path.exists():
            plain = folder / path.name[:-3]
            plain.write_bytes(gzip.open(path).read())
            path = plain
        if path.exists():
            paths.append(path)
        else:
            print(f"not at hand: {name}", file=sys.stderr)
    return paths


def candidates(arguments, labels):
    if arguments.candidates:
        return (json.loads(line) for path in arguments.candidates for line in path.open())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        paths = fetched(sorted({label["document"] for label in labels}), arguments.evaluation, arguments.packages, folder)
        lines = folder / "selected.jsonl"
        with lines.open("w") as file:
            for start in range(0, len(paths), 100):
                subprocess.run([arguments.build / "quern", "select", *paths[start:start + 100]], stdout=file, stderr=subprocess.DEVNULL)
        made = subprocess.run([arguments.build / "quern-bench", "questions", lines], check=True, capture_output=True, text=True)
        return [json.loads(line) for line in made.stdout.splitlines()]


def is_kept(label, question):
    """A verdict on a short answer that is written otherwise now says nothing of the rest, which the reader let pass."""
    short = hashlib.sha256((question["short_answer"] or "").encode()).hexdigest()[:16]
    return label["verdict"] == "ok" or (label["verdict"] == "short-answer" and label["short_sha256"] != short)


def matched(labels, questions):
    by_key = {label["key"]: label for label in labels}
    pairs = {}
    for question in questions:
        if question["key"] in by_key and question["key"] not in pairs:
            pairs[question["key"]] = (question, is_kept(by_key[question["key"]], question), by_key[question["key"]]["document"])
    return list(pairs.values())


def source(document):
    """What is left out of a fit as a whole: all pages of a package's manual, else the document."""
    return document.split("/")[0] if document.startswith("debian:") else document


def common_words(rows):
    """The words that most manuals and pages have."""
    sources = collections.defaultdict(set)
    for question, _, document in rows:
        for part in PARTS:
            for word in question["words"][part].split()[:LONGEST]:
                sources[word].add(source(document))
    return sorted(sources, key=lambda word: (-len(sources[word]), word))[:COMMON]


def token(word, common):
    if word in common:
        return word
    if any(character in "0123456789" for character in word):
        return "#"
    size = len(word.encode())
    return "-" + next((ending for ending in ENDINGS if word.endswith(ending) and size > len(ending) + 2), "")


def wording(text, common):
    """How often each word and each pair stands in a text, divided by the root of its number of words."""
    tokens = [token(word, common) for word in text.split()[:LONGEST]]
    pairs = [f"{first} {second}" for first, second in zip(["^"] + tokens, tokens + ["$"])] if tokens else []
    return {name: count / len(tokens) ** 0.5 for name, count in collections.Counter(tokens + pairs).items()}


def wordings(rows, part, common):
    """A sparse row for each question, and the names of its columns."""
    vectorizer = DictVectorizer()
    values = vectorizer.fit_transform([wording(question["words"][part], common) for question, _, _ in rows]).tocsc()
    kept = numpy.flatnonzero(numpy.diff(values.indptr) >= LEAST)
    return values[:, kept].tocsr(), vectorizer.get_feature_names_out()[kept]


def cross_validated(values, kept, groups, make):
    """The probability of each row by models that were not fitted to its manual."""
    total = numpy.zeros(len(kept))
    for seed in range(3):
        order = numpy.random.RandomState(seed).permutation(groups.max() + 1)
        for train, test in GroupKFold(10).split(kept, kept, order[groups]):
            total[test] += make().fit(values[train], kept[train]).predict_proba(values[test])[:, 1]
    return total / 3


def threshold(probabilities, kept, precision):
    order = numpy.argsort(-probabilities)
    shares = numpy.cumsum(kept[order]) / numpy.arange(1, len(kept) + 1)
    count = max((place + 1 for place in range(len(kept)) if shares[place] >= precision), default=1)
    return count, float(probabilities[order[count - 1]])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluation", type=pathlib.Path)
    parser.add_argument("--packages", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / ".build/release")
    parser.add_argument("--candidates", type=pathlib.Path, nargs="+")
    parser.add_argument("--precision", type=float, default=0.913)
    parser.add_argument("--least", type=float, default=0.75)
    parser.add_argument("--strength", type=float, default=0.2, help="inverse of the ridge penalty")
    arguments = parser.parse_args()

    labels = list(verdicts())
    rows = matched(labels, candidates(arguments, labels))
    common = common_words(rows)
    vectorizer = DictVectorizer()
    columns = [(vectorizer.fit_transform([question["features"] for question, _, _ in rows]), vectorizer.get_feature_names_out())]
    columns += [wordings(rows, part, set(common)) for part in PARTS]
    values = scipy.sparse.hstack([values for values, _ in columns]).tocsr()
    kept = numpy.array([is_kept for _, is_kept, _ in rows])
    sources = sorted({source(document) for _, _, document in rows})
    groups = numpy.array([sources.index(source(document)) for _, _, document in rows])

    def make():
        return LogisticRegression(C=arguments.strength, max_iter=5000)

    found = cross_validated(values, kept, groups, make)
    print(f"{len(rows)} of {len(labels)} labelled questions are written now; readers keep {kept.mean():.3f} of them")
    print(f"AUC on other manuals {roc_auc_score(kept, found):.3f}")
    tables = numpy.array([question["kind"].startswith("table") for question, _, _ in rows])
    cuts = {}
    for name, group in (("table", tables), ("prose", ~tables)):
        count, cut = threshold(found[group], kept[group], arguments.precision)
        cuts[name] = max(cut, arguments.least)
        print(f"{name}: AUC {roc_auc_score(kept[group], found[group]):.3f}; from {cuts[name]:.3f} on readers keep {arguments.precision} of {count}")
    for share in (0.1, 0.2, 0.3, 0.4, 0.5, 0.7):
        best = numpy.argsort(-found)[:int(share * len(kept))]
        print(f"  best {share:.0%}: {kept[best].mean():.3f}")
    write(make().fit(values, kept), cuts, [names for _, names in columns], common)


def write(model, cuts, names, common):
    """Writes the model's file; what weighs next to nothing is left out, and so are common words that nothing names then."""
    weights, start = [], 0
    for part, least in zip(names, (5e-5, 0.03, 0.03)):
        numbers = model.coef_[0][start:start + len(part)]
        weights.append({name: round(float(number), 4) for name, number in sorted(zip(part, numbers)) if abs(number) >= least})
        start += len(part)
    named = {word for part in weights[1:] for name in part for word in name.split()}
    text = {
        "bias": round(float(model.intercept_[0]), 4), "threshold": {name: round(cut, 4) for name, cut in cuts.items()}, "weights": weights[0],
        "wording": {"common": [word for word in common if word in named], "endings": ENDINGS, **dict(zip(PARTS, weights[1:]))},
    }
    MODEL.write_text(lines(text) + "\n")


def lines(value, indent=0):
    """JSON with a line a member, and as many words or numbers on one as it holds where there are many."""
    if isinstance(value, dict) and any(isinstance(member, (dict, list)) for member in value.values()):
        inner = ",\n".join(f"{' ' * (indent + 2)}{json.dumps(key)}: {lines(member, indent + 2)}" for key, member in value.items())
        return "{\n" + inner + "\n" + " " * indent + "}"
    if not isinstance(value, (dict, list)):
        return json.dumps(value)
    members = [f"{json.dumps(key, ensure_ascii=False)}: {number}" for key, number in value.items()] if isinstance(value, dict) else [
        json.dumps(member, ensure_ascii=False) for member in value]
    text, width = "", 0
    for index, member in enumerate(members):
        if index and width + len(member) + 2 <= 120:
            text, width = text + " " + member, width + len(member) + 2
        else:
            text, width = text + "\n" + " " * (indent + 2) + member, len(member)
        text += "," if index + 1 < len(members) else ""
    brackets = "{}" if isinstance(value, dict) else "[]"
    return brackets[0] + text + "\n" + " " * indent + brackets[1]


if __name__ == "__main__":
    main()
