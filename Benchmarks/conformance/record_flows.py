"""Records what sdg_hub 0.9.4 makes of the flows in fixtures/flows, and what numpy draws for given seeds.

    python3 Benchmarks/conformance/record_flows.py            every folder, and fixtures/pcg64.jsonl
    python3 Benchmarks/conformance/record_flows.py NAME ...   these folders only

Needs Python 3.11 with sdg-hub 0.9.4 (and the pandas 3 and numpy 2 that come with it). Each folder's flow.yaml is run over
its input.jsonl against a model served on loopback, and exchanges.jsonl and output.jsonl are written; a run that fails
leaves error.txt (the exception's class) and, where another exception caused it, cause.txt.

The model's reply depends on the messages and the choice's index alone: the first rule of the folder's replies.json whose
phrase stands in the last message gives the choices, used in turn; without a rule the last message comes back after
"Echo: ". A choice is a text, or an object with the fields of a message.
"""

import contextlib
import http.server
import io
import json
import logging
import math
import os
import pathlib
import sys
import threading
from collections.abc import Iterator
from typing import Any

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import numpy
import pandas
from sdg_hub import Flow

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FLOWS = ROOT / "fixtures" / "flows"
DRAWS = ROOT / "fixtures" / "pcg64.jsonl"
BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x7f\x85\u2028\u2029\ufeff"}


def line(value: Any, **options: Any) -> str:
    """One line of JSON: readable text, but no character that could be taken for a line's end."""
    return json.dumps(value, ensure_ascii=False, **options).translate(BREAKS) + "\n"


def plain(value: Any) -> Any:
    """A cell as JSON knows it: numpy's scalars and litellm's objects unwrapped, NaN as null."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, numpy.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, numpy.generic):
        return plain(value.item())
    if hasattr(value, "model_dump"):
        return plain(value.model_dump())
    if value is pandas.NA or isinstance(value, float) and math.isnan(value):
        return None
    return value


def rows(path: pathlib.Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in path.read_text(encoding="utf-8").split("\n") if text]


class Model(http.server.ThreadingHTTPServer):
    """An endpoint for chat completions that keeps every exchange."""

    daemon_threads = True

    def __init__(self, rules: list[dict[str, Any]]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.rules = rules
        self.exchanges: list[dict[str, Any]] = []

    def choices(self, request: dict[str, Any]) -> list[Any]:
        asked = request["messages"][-1]["content"]
        told = next((rule["choices"] for rule in self.rules if rule["phrase"] in asked), ["Echo: " + asked])
        return [told[index % len(told)] for index in range(request.get("n") or 1)]

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        choices = self.choices(request)
        self.exchanges.append({"request": request, "choices": choices})
        return {
            "id": "reply", "object": "chat.completion", "created": 0, "model": request["model"],
            "choices": [
                {"index": index, "finish_reason": "stop", "message": message(choice)}
                for index, choice in enumerate(choices)
            ],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }

    def recorded(self) -> str:
        """The exchanges, sorted by request, so that the order of arrival leaves no trace."""
        ordered = sorted(self.exchanges, key=lambda exchange: json.dumps(exchange["request"], sort_keys=True))
        return "".join(line(exchange, sort_keys=True) for exchange in ordered)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Model

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(self.server.answer(request)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


def message(choice: Any) -> dict[str, Any]:
    return {"role": "assistant", **(choice if isinstance(choice, dict) else {"content": choice})}


@contextlib.contextmanager
def serving(rules: list[dict[str, Any]]) -> Iterator[Model]:
    model = Model(rules)
    thread = threading.Thread(target=model.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield model
    finally:
        model.shutdown()
        thread.join()
        model.server_close()


def generated(folder: pathlib.Path, model: Model) -> pandas.DataFrame:
    flow = Flow.from_yaml(str(folder / "flow.yaml"))
    if flow.is_model_config_required():
        flow.set_model_config(
            model="openai/fake-model", api_base=f"http://127.0.0.1:{model.server_port}/v1", api_key="none"
        )
    return flow.generate(pandas.DataFrame(rows(folder / "input.jsonl")), max_concurrency=4)


def record(folder: pathlib.Path) -> None:
    """Runs one folder's flow and writes what went over the wire and what came out."""
    told = folder / "replies.json"
    rules = json.loads(told.read_text(encoding="utf-8")) if told.exists() else []
    results: dict[str, str] = {}
    with serving(rules) as model, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            table = generated(folder, model)
            results["output.jsonl"] = "".join(line(plain(row)) for row in table.to_dict("records"))
        except Exception as error:
            results["error.txt"] = type(error).__name__ + "\n"
            if error.__cause__:
                results["cause.txt"] = type(error.__cause__).__name__ + "\n"
        results["exchanges.jsonl"] = model.recorded()
    write(folder, results)


def write(folder: pathlib.Path, results: dict[str, str]) -> None:
    for name in ("output.jsonl", "error.txt", "cause.txt", "exchanges.jsonl"):
        path = folder / name
        path.unlink(missing_ok=True)
        if name in results:
            path.write_text(results[name], encoding="utf-8", newline="\n")


def draw(seed: int, call: str, n: int, k: int, weights: list[float] | None) -> list[Any]:
    """What one call draws from a fresh generator."""
    generator = numpy.random.default_rng(seed)
    if call == "choice":
        shares = None if weights is None else numpy.array(weights, dtype=float) / numpy.array(weights, dtype=float).sum()
        return plain(generator.choice(n, size=k, replace=False, p=shares))
    if call == "choice-twice":
        return plain([generator.choice(n, size=k, replace=False) for _ in range(2)])
    if call == "random":
        return plain(generator.random(k))
    if call == "integers":
        return plain(generator.integers(0, n, size=k))
    if call == "shuffle":
        order = numpy.arange(n)
        generator.shuffle(order)
        return plain(order)
    table = pandas.DataFrame({"row": range(n)})
    return plain(table.sample(frac=1, random_state=seed)["row"].tolist())


def draws() -> Iterator[dict[str, Any]]:
    """The calls of SamplerBlock (choice) and RowMultiplierBlock (pandas-sample), and what they rest upon."""
    uneven = [round(0.1 * (index % 7 + 1), 1) for index in range(20)]
    plan: list[tuple[int, str, int, int, list[float] | None]] = [
        *((seed, "random", 0, 6, None) for seed in (0, 1, 42, 4294967296, 12345678901234567890123)),
        *((seed, "integers", n, 10, None) for seed, n in ((0, 1), (1, 6), (42, 1000), (42, 4294967296), (7, 5000000000))),
        *((seed, "shuffle", n, n, None) for seed, n in ((0, 10), (42, 33))),
        *((seed, "choice", n, k, None) for seed, n, k in
          ((0, 1, 1), (0, 5, 2), (1, 5, 5), (42, 10, 3), (42, 10, 1), (7, 100, 12), (3, 10000, 6), (5, 20000, 4), (5, 10001, 250))),
        *((seed, "choice-twice", n, k, None) for seed, n, k in ((42, 6, 3), (0, 7, 4))),
        *((seed, "choice", len(weights), k, weights) for seed, k, weights in (
            (42, 2, [0.5, 0.3, 0.2]), (0, 3, [1.0, 2.0, 3.0]), (1, 1, [10.0, 0.001]), (7, 4, [100.0, 1.0, 1.0, 1.0, 0.5]),
            (11, 8, uneven), (12, 20, uneven))),
        *((seed, "pandas-sample", n, n, None) for seed, n in
          ((0, 1), (0, 2), (1, 5), (42, 10), (42, 33), (123, 8), (4294967295, 12))),
    ]
    for seed, call, n, k, weights in plan:
        yield {"seed": seed, "call": call, "n": n, "k": k, "weights": weights, "result": draw(seed, call, n, k, weights)}


def main(names: list[str]) -> None:
    logging.disable(logging.CRITICAL)
    folders = [FLOWS / name for name in names] or sorted(path.parent for path in FLOWS.glob("*/flow.yaml"))
    for folder in folders:
        record(folder)
        print(folder.name, "fails" if (folder / "error.txt").exists() else "runs", flush=True)
    if not names:
        DRAWS.write_text("".join(map(line, draws())), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
