"""Trains the model that tells content from furniture on web pages, and says how good it is on pages that it has not seen.

    python3 Benchmarks/train/main_content.py --quern .build/release/quern --data FOLDER/data/html \\
        --output Sources/Ingestion/Models/main-content.json

Lines of pages and their features come from `quern __page-blocks`. Lines of WCXB and of Readability's test pages are labelled by
the share of their four-word shingles that stand in the page's true content; of trafilatura's pages only the lines that hold an
annotated segment are labelled. Boosted trees (LightGBM), with the same outcome for the same data and version. A second, small model
looks at the scores of the first around each line; it is trained on scores of pages that the first had not seen.

Needs lightgbm, lxml and numpy. Five-fold cross-validation by page goes first, both models trained anew for each fold; the models
are then trained on all pages. Takes about five minutes.
"""

import argparse
import gzip
import json
import pathlib
import re
import statistics
import subprocess
import tempfile
from collections import Counter, defaultdict

import lightgbm
import numpy as np
from lxml import html

WORD = re.compile(r"\w+")
PARAMETERS = dict(
    objective="cross_entropy", learning_rate=0.05, num_leaves=15, min_data_in_leaf=40, feature_fraction=0.2, bagging_fraction=0.8,
    bagging_freq=1, lambda_l2=5, verbose=-1, num_threads=2, seed=1, deterministic=True, force_row_wise=True)
ROUNDS = 350
SECOND = dict(PARAMETERS, feature_fraction=0.5)
SECOND_ROUNDS = 60
# Scores of the first model beyond this, on the scale of their logarithm, are not told apart: it may stop early there.
CLEAR = 3.0
FOLDS = 5
# What a line with an annotated segment weighs beside a page whose whole content is known, which weighs about 1.
SEGMENT_WEIGHT = 0.1


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def blocks(quern, files):
    """For each page its id, and of each line the text, the words and the features."""
    for start in range(0, len(files), 50):
        output = subprocess.run([quern, "__page-blocks", *map(str, files[start:start + 50])], capture_output=True, check=True).stdout
        for line in output.splitlines():
            page = json.loads(line)
            if page["blocks"]:
                yield dict(
                    id=pathlib.Path(page["file"]).stem, texts=[squeeze(block["text"]) for block in page["blocks"]],
                    words=[WORD.findall(block["text"].lower()) for block in page["blocks"]],
                    lengths=np.array([block["words"] + 0.5 for block in page["blocks"]]),
                    x=np.array([block["values"] for block in page["blocks"]], dtype=np.float32))


def label_by_shingles(page, truth):
    text = " " + " ".join(truth) + " "
    shingles = set(zip(truth, truth[1:], truth[2:], truth[3:]))
    labels = []
    for words in page["words"]:
        own = list(zip(words, words[1:], words[2:], words[3:]))
        if own:
            labels.append(sum(shingle in shingles for shingle in own) / len(own))
        else:
            labels.append(1.0 if words and f" {' '.join(words)} " in text else 0.0)
    page["y"] = np.array(labels)
    weights = np.array([len(words) for words in page["words"]], dtype=float) / max(30, len(truth))
    page["weight"] = weights * min(1, 4 / max(1e-9, weights.sum())) + 0.0005
    page["truth"] = truth


def label_by_segments(page, annotation):
    labels = np.full(len(page["texts"]), np.nan)
    for value, segments in ((1, annotation["with"]), (0, annotation["without"])):
        for segment in map(squeeze, segments):
            for index, text in enumerate(page["texts"]):
                if segment in text or (len(text) >= 25 and text in segment):
                    labels[index] = value
    page["y"] = labels
    page["weight"] = np.where(np.isfinite(labels), SEGMENT_WEIGHT, 0)
    page["annotation"] = annotation


def load(quern, data, folder):
    wcxb = folder / "wcxb"
    wcxb.mkdir()
    for file in sorted((data / "wcxb-dev/html").glob("*.html.gz")):
        (wcxb / file.name.removesuffix(".gz")).write_bytes(gzip.decompress(file.read_bytes()))
    pages = []
    for page in blocks(quern, sorted(wcxb.iterdir())):
        truth = json.loads((data / "wcxb-dev/ground-truth" / (page["id"] + ".json")).read_text(encoding="utf-8"))
        kind = ((truth.get("_internal") or {}).get("page_type") or {}).get("primary", "article")
        page.update(set="wcxb", kind="collection" if kind == "category" else kind)
        label_by_shingles(page, WORD.findall((truth["ground_truth"].get("main_content") or "").lower()))
        pages.append(page)
    mozilla = folder / "mozilla"
    mozilla.mkdir()
    for source in sorted((data / "mozilla-readability").glob("*/source.html")):
        (mozilla / (source.parent.name + ".html")).write_bytes(source.read_bytes())
    for page in blocks(quern, sorted(mozilla.iterdir())):
        tree = html.document_fromstring((data / "mozilla-readability" / page["id"] / "expected.html").read_text(encoding="utf-8"))
        page["set"] = "mozilla"
        label_by_shingles(page, WORD.findall(" ".join(tree.itertext()).lower()))
        page["weight"] *= 0.5
        pages.append(page)
    annotations = {}
    for annotation in json.loads((data / "trafilatura-eval-dev/evaldata.json").read_text(encoding="utf-8")).values():
        annotations[pathlib.Path(annotation["file"]).stem] = annotation
    for page in blocks(quern, sorted((data / "trafilatura-eval-dev/pages").iterdir())):
        if page["id"] in annotations:
            page["set"] = "trafilatura"
            label_by_segments(page, annotations[page["id"]])
            pages.append(page)
    return pages


def fit(pages, values, parameters, rounds):
    labelled = [np.isfinite(page["y"]) for page in pages]
    x = np.vstack([own[known] for own, known in zip(values, labelled)])
    y = np.concatenate([page["y"][known] for page, known in zip(pages, labelled)])
    weight = np.concatenate([page["weight"][known] for page, known in zip(pages, labelled)])
    return lightgbm.train(parameters, lightgbm.Dataset(x, y, weight=weight / weight.mean()), rounds)


def fit_first(pages):
    return fit(pages, [page["x"] for page in pages], PARAMETERS, ROUNDS)


def surroundings(page, scores):
    """What the second model sees of each line: scores around it, and of the page, as SurroundingScores.swift counts them."""
    count, lengths = len(scores), page["lengths"]
    logits = np.clip(np.log(scores / (1 - scores)), -CLEAR, CLEAR)
    scores = 1 / (1 + np.exp(-logits))
    padded = np.pad(logits, 4, constant_values=-2 * CLEAR)
    columns = [logits] + [padded[4 + step:4 + step + count] for step in (-4, -3, -2, -1, 1, 2, 3, 4)]
    found = np.concatenate([[0], np.cumsum(scores * lengths)])
    length = np.concatenate([[0], np.cumsum(lengths)])
    place = np.arange(count)
    for reach in (3, 8, 20, 60):
        start, end = np.maximum(0, place - reach), np.minimum(count, place + reach + 1)
        columns.append((found[end] - found[start]) / (length[end] - length[start]))
    columns += [found[:-1] / found[-1], (found[-1] - found[1:]) / found[-1]]
    likely = scores > 0.5
    for value in (scores.max(), found[-1] / length[-1], likely.mean(), found[-1], (likely * lengths).sum()):
        columns.append(np.full(count, value))
    sure = np.where(scores > 0.7)[0]
    for direction in (-1, 1):
        nearest = np.full(count, 99.0)
        for line in place:
            ahead = sure[sure >= line] - line if direction > 0 else line - sure[sure < line]
            if len(ahead):
                nearest[line] = min(99, ahead.min())
        columns.append(nearest)
    return np.column_stack(columns).astype(np.float32)


def held_out(pages):
    """Scores of the first model for every page, from one that has not seen it."""
    order = np.random.RandomState(5).permutation(len(pages))
    scores = [None] * len(pages)
    for fold in range(FOLDS):
        left = set(order[fold::FOLDS])
        model = fit_first([page for index, page in enumerate(pages) if index not in left])
        for index in left:
            scores[index] = model.predict(pages[index]["x"])
    return scores


def fit_both(pages):
    values = [surroundings(page, scores) for page, scores in zip(pages, held_out(pages))]
    return fit_first(pages), fit(pages, values, SECOND, SECOND_ROUNDS)


def choose(page, scores):
    """The lines that promise the best F1, as BlockChoice.swift takes them."""
    length = np.array([len(words) for words in page["words"]], dtype=float)
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(scores[order] * length[order])
    expected = 2 * found / (np.cumsum(length[order]) + (scores * length).sum() + 1e-9)
    return scores >= min(max(scores[order[int(np.argmax(expected))]], 0.2), 0.5)


def f1(got, want):
    if not want or not got:
        return float(not want and not got)
    return 2 * sum((Counter(got) & Counter(want)).values()) / (len(got) + len(want))


def report(pages, scores, shares):
    kinds, mozilla = defaultdict(list), []
    right = wrong = missed = 0
    for page, score in zip(pages, scores):
        kept = choose(page, score)
        if page["set"] == "trafilatura":
            text = " ".join(text for text, keep in zip(page["texts"], kept) if keep)
            found = sum(squeeze(segment) in text for segment in page["annotation"]["with"])
            right, missed = right + found, missed + len(page["annotation"]["with"]) - found
            wrong += sum(squeeze(segment) in text for segment in page["annotation"]["without"])
        else:
            value = f1([word for words, keep in zip(page["words"], kept) if keep for word in words], page["truth"])
            (mozilla if page["set"] == "mozilla" else kinds[page["kind"]]).append(value)
    everything = [value for values in kinds.values() for value in values]
    weighted = sum(statistics.fmean(kinds[kind]) * count for kind, count in shares.items()) / sum(shares.values())
    print(f"wcxb F1 {statistics.fmean(everything):.4f} weighted {weighted:.4f}",
          " ".join(f"{kind} {statistics.fmean(values):.3f}" for kind, values in sorted(kinds.items())))
    print(f"mozilla F1 {statistics.fmean(mozilla):.4f}   trafilatura F1 {2 * right / (2 * right + wrong + missed):.4f}")


def cross_validate(pages, shares):
    order = np.random.RandomState(3).permutation(len(pages))
    first_scores, scores = [None] * len(pages), [None] * len(pages)
    for fold in range(FOLDS):
        left = set(order[fold::FOLDS])
        first, second = fit_both([page for index, page in enumerate(pages) if index not in left])
        for index in left:
            first_scores[index] = first.predict(pages[index]["x"])
            scores[index] = second.predict(surroundings(pages[index], first_scores[index]))
    print("by the first model alone:")
    report(pages, first_scores, shares)
    print("by both:")
    report(pages, scores, shares)


def trees_of(model):
    """A list a tree: the features and thresholds of its inner nodes, their children (leaves as -1 - n), the leaves' values."""
    trees = []
    for tree in model.dump_model()["tree_info"]:
        features, thresholds, children, values = [], [], [], []

        def add(node):
            if "leaf_value" in node:
                values.append(round(node["leaf_value"], 5))
                return -len(values)
            place = len(features)
            features.append(node["split_feature"])
            thresholds.append(float(f"{node['threshold']:.6g}"))
            children.extend([0, 0])
            children[2 * place] = add(node["left_child"])
            children[2 * place + 1] = add(node["right_child"])
            return place

        add(tree["tree_structure"])
        trees.append(dict(features=features, thresholds=thresholds, children=children, values=values))
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    return f'{{"features":{model.num_feature()},"trees":[\n{lines}\n]}}'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = load(arguments.quern, arguments.data, pathlib.Path(folder))
    shares = {kind: value["of"] for kind, value in json.loads((arguments.data / "wcxb-dev/sample.json").read_text()).items()}
    print(f"{len(pages)} pages; held out:")
    cross_validate(pages, shares)
    first, second = map(trees_of, fit_both(pages))
    arguments.output.write_text(f'{{"first":{first},"second":{second}}}\n')


main()
