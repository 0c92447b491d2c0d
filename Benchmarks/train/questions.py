"""Fits what judges the extractor's questions, Sources/Extraction/Judgement/questions.json, to the verdicts of readers.

    python3 Benchmarks/train/questions.py --evaluation FOLDER [--packages FOLDER] [--build .build/release]
    python3 Benchmarks/train/questions.py --candidates FILE

`corpora/labels/questions/labels.jsonl` holds the verdicts: a question's key (a hash of its words, those that name its place left out, and of
its answer), its document and range, and whether a strict reader would keep it. The first form rebuilds the questions: it takes the documents
from the evaluation data, from this repository and from Debian packages (fetched with `apt-get download`, or from a folder of them), cuts and
selects with `quern select`, and has `quern-bench questions` write down each question with its features. `--candidates` takes those lines.
`labels-past.jsonl` holds the verdicts on questions that the rules wrote once and, when the model was fitted last, did not any more.

Prints how precise the judge is on manuals and pages that it was not fitted to (ten folds, three times over), and writes the model. The
threshold is the lowest from which on that precision is --precision. Needs scikit-learn.
"""

import argparse
import gzip
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LABELS = [ROOT / "corpora/labels/questions" / name for name in ("labels.jsonl", "labels-past.jsonl")]
MODEL = ROOT / "Sources/Extraction/Judgement/questions.json"


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
        return [json.loads(line) for line in open(arguments.candidates)]
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
    return label["ok"] or (label["class"] == "short-answer" and label["short_sha256"] != short)


def matched(labels, questions):
    by_key = {label["key"]: label for label in labels}
    pairs = {}
    for question in questions:
        if question["key"] in by_key:
            pairs.setdefault(question["key"], (question, is_kept(by_key[question["key"]], question), by_key[question["key"]]["document"]))
    return list(pairs.values())


def source(document):
    """What is left out of a fit as a whole: all pages of a package's manual, else the document."""
    return document.split("/")[0] if document.startswith("debian:") else document


def cross_validated(values, kept, groups, make):
    """The probability of each row by models that were not fitted to its manual."""
    total = numpy.zeros(len(kept))
    for seed in range(3):
        order = numpy.random.RandomState(seed).permutation(groups.max() + 1)
        for train, test in GroupKFold(10).split(values, kept, order[groups]):
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
    parser.add_argument("--candidates", type=pathlib.Path)
    parser.add_argument("--precision", type=float, default=0.89)
    parser.add_argument("--strength", type=float, default=0.1, help="inverse of the ridge penalty")
    arguments = parser.parse_args()

    labels = [json.loads(line) for path in LABELS for line in path.open()]
    rows = matched(labels, candidates(arguments, labels))
    vectorizer = DictVectorizer(sparse=False)
    values = vectorizer.fit_transform([question["features"] for question, _, _ in rows])
    kept = numpy.array([is_kept for _, is_kept, _ in rows])
    sources = sorted({source(document) for _, _, document in rows})
    groups = numpy.array([sources.index(source(document)) for _, _, document in rows])

    def make():
        return LogisticRegression(C=arguments.strength, max_iter=5000)

    found = cross_validated(values, kept, groups, make)
    count, cut = threshold(found, kept, arguments.precision)
    print(f"{len(rows)} of {len(labels)} labelled questions are written now; readers keep {kept.mean():.3f} of them")
    print(f"AUC on other manuals {roc_auc_score(kept, found):.3f}; from {cut:.3f} on {kept[found >= cut].mean():.3f} of {count} are kept by readers")
    for share in (0.1, 0.2, 0.3, 0.4, 0.5, 0.7):
        best = numpy.argsort(-found)[:int(share * len(kept))]
        print(f"  best {share:.0%}: {kept[best].mean():.3f}")
    model = make().fit(values, kept)
    weights = {name: round(float(weight), 4) for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0]) if abs(weight) >= 5e-5}
    lines = ",\n".join(f"    {json.dumps(name)}: {weight}" for name, weight in sorted(weights.items()))
    MODEL.write_text(f'{{\n  "bias": {float(model.intercept_[0]):.4f},\n  "threshold": {cut:.4f},\n  "weights": {{\n{lines}\n  }}\n}}\n')


if __name__ == "__main__":
    main()
