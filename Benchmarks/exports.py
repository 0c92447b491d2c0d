"""Makes every export with the built program and hands it to the software that it is for.

    python3 Benchmarks/exports.py --quern .build/release/quern

`make exports` installs datasets, trl, torch for the processor, mistral-common, openai and llamafactory from PyPI into
.build/exports-venv and runs this with them. A package that is missing is said and passed over. Nothing is downloaded here: the
model that TRL trains for a step is made on the spot, with a tokenizer learnt from the records.

A line for each file: who read it, how many rows, and whether all is there. Ends with 1 where something is not.
"""

import argparse
import contextlib
import csv
import importlib.machinery
import importlib.util
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import types

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = [
    "corpora/rulebook/rulebook.pdf", "corpora/harbour-code/harbour-code.txt", "corpora/handbook/handbook.html",
    "corpora/policy/policy.md",
]
SPLIT = "train=0.8,validation=0.1,test=0.1"
FAILURES = []


def report(name, reader, rows, complaint=None):
    print(f"{name:32} {reader:16} {rows:6}  {'ok' if complaint is None else 'FAILED: ' + complaint}")
    if complaint is not None:
        FAILURES.append(name)


def check(name, reader, rows, body):
    """Runs a check that raises where something is wrong."""
    try:
        body()
    except Exception as error:  # whatever the reader throws is what we want to see
        report(name, reader, rows, f"{type(error).__name__}: {str(error)[:200]}")
    else:
        report(name, reader, rows)


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def tool_records(count=40):
    """Calls whose arguments differ in name and type from row to row, which is what trips readers of tables."""
    tools = [
        {"type": "function", "function": {"name": "full_text_search", "description": "Finds words.", "parameters": {
            "type": "object", "properties": {"query": {"type": "string"}, "limit": {"type": "integer"}}, "required": ["query"]}}},
        {"type": "function", "function": {"name": "open_page"}},
    ]
    arguments = [{"query": "ice"}, {"query": 7}, {"number": 3, "fields": []}, {}, {"fields": {"a": [1, None, "x"]}}]
    for number in range(count):
        turns = range(number, number + 1 + number % 2)
        calls = [{"name": tools[turn % 2]["function"]["name"], "arguments": arguments[turn % 5]} for turn in turns]
        yield {
            "type": "record", "id": f"{number:016x}", "kind": "tool-selection", "question": f"What stands under number {number}?",
            "answer": "", "short_answer": None, "tool_calls": calls, "tools": tools[:: 1 if number % 3 else -1],
            "evidence": f"Number {number}.", "document": f"law-{number % 4}.txt", "document_id": f"law{number % 4}", "pages": None,
            "range": [number, number + 9], "heading_path": [], "chunk": f"law-{number}", "score": 0.5}


class Exports:
    """Exports of the demo corpus and of tool records, in a folder."""

    def __init__(self, quern, folder):
        self.quern, self.folder = quern, folder
        run = folder / "run"
        self.call("run", *CORPUS, "-o", run, "--quiet")
        self.tools = folder / "tools.jsonl"
        self.tools.write_text("".join(json.dumps(record) + "\n" for record in tool_records()))
        self.run = run
        self.records = {"qa": lines(run / "dataset.jsonl"), "tools": lines(self.tools)}

    def call(self, *arguments):
        result = subprocess.run([self.quern, *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)
        if result.returncode != 0:
            raise SystemExit(f"quern {arguments[0]} ended with {result.returncode}: {result.stderr}")
        return result.stdout

    def make(self, form, *options, name=None):
        """The folder of an export of all records, and its data files."""
        folder = self.folder / (name or form)
        # These two have no place for tools.
        inputs = [self.run] if name in ("alpaca", "trl-plain") else [self.run, self.tools]
        self.call("export", *inputs, "--format", form, "-o", f"{folder}/", *options)
        return folder, [path for path in sorted(folder.rglob("*.json*"))
                        if ".provenance." not in path.name and path.name != "dataset_info.json"]


def same(found, wanted):
    assert found == wanted, "rows differ from what was written"


def check_tables(export):
    """CSV as Python reads it."""
    chosen = export.call("export", export.run, "--format", "csv", "--columns", "question,answer,pages", "--raw-cells")
    rows = list(csv.DictReader(io.StringIO(chosen, newline="")))
    check("csv", "csv", len(rows), lambda: same(
        [(row["question"], row["answer"]) for row in rows], [(row["question"], row["answer"]) for row in export.records["qa"]]))


def check_datasets(name, paths):
    """Each file by the JSON loader of `datasets`: the same rows come out, nothing is filled in."""
    from datasets import load_dataset

    for path in paths:
        wanted = json.loads(path.read_text()) if path.suffix == ".json" else lines(path)
        def load():
            same([dict(row) for row in load_dataset("json", data_files=str(path), split="train")], wanted)
        check(f"{name}/{path.name}", "datasets", len(wanted), load)


def check_provenance(name, paths):
    """The sidecar names the line of each row."""
    for path in paths:
        rows, origins = path.read_text().split("\n"), lines(path.with_name(path.stem + ".provenance.jsonl"))
        def compare():
            count = len(json.loads(path.read_text())) if path.suffix == ".json" else len(lines(path))
            assert len(origins) == count and all(rows[origin["line"] - 1].startswith("{") for origin in origins)
        check(f"{name}/{path.name}", "provenance", len(origins), compare)


def check_hub(export):
    """The folder as the Hub would serve it, with its card."""
    from datasets import get_dataset_config_names, load_dataset

    folder, _ = export.make("hf", "--split", SPLIT)
    def load():
        assert sorted(get_dataset_config_names(str(folder))) == ["qa", "tools"]
        seen = set()
        for config, records in export.records.items():
            parts = load_dataset(str(folder), config)
            rows = [row for part in parts.values() for row in part]
            assert sorted(row["id"] for row in rows) == sorted(record["id"] for record in records)
            for part in parts.values():
                documents = set(part["document_id"])
                assert not documents & seen, "a document stands in two splits"
                seen |= documents
    check("hf", "datasets", sum(map(len, export.records.values())), load)
    plain = export.folder / "hf-plain"
    export.call("export", export.run, "--format", "hf", "-o", plain)
    check("hf-plain", "datasets", len(export.records["qa"]), lambda: same(
        [row["answer"] for row in load_dataset(str(plain), split="train")], [row["answer"] for row in export.records["qa"]]))
    parquet = export.folder / "train.parquet"
    check("hf-plain", "parquet", len(export.records["qa"]), lambda: same(
        load_dataset(str(plain), split="train").to_parquet(str(parquet)) > 0, True))


def tokenizer(texts):
    """Byte pairs learnt from the texts, with the chat template that TRL ships for Qwen 3."""
    import tokenizers
    import transformers
    import trl

    model = tokenizers.ByteLevelBPETokenizer()
    model.train_from_iterator(texts, vocab_size=1000, special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"])
    made = transformers.PreTrainedTokenizerFast(
        tokenizer_object=model._tokenizer, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    templates = pathlib.Path(trl.__file__).parent / "chat_templates"
    made.chat_template = (templates / "qwen3_training.jinja").read_text()
    return made


def train(path, words, folder):
    """A step of SFTTrainer over the file; the rows as it saw them, as text."""
    import torch
    import transformers
    from datasets import load_dataset
    from trl import SFTConfig, SFTTrainer

    torch.manual_seed(0)
    model = transformers.LlamaForCausalLM(transformers.LlamaConfig(
        vocab_size=len(words), hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2))
    settings = SFTConfig(
        output_dir=str(folder / "sft"), max_steps=1, per_device_train_batch_size=2, max_length=4096, use_cpu=True, bf16=False,
        report_to=[], save_strategy="no", disable_tqdm=True)
    rows = load_dataset("json", data_files=str(path), split="train")
    with contextlib.redirect_stdout(io.StringIO()):
        trainer = SFTTrainer(model=model, args=settings, train_dataset=rows, processing_class=words)
        trainer.train()
    return [dict(row, text=words.decode(row["input_ids"])) for row in trainer.train_dataset]


def check_trl(export, name, paths):
    """TRL tokenizes each row with its tools, trains a step on it, and what it trains on is the answer."""
    words = tokenizer(
        text for records in export.records.values() for record in records for text in (record["question"], json.dumps(record)))
    for path in paths:
        records = export.records["tools" if "tools" in (path.stem, path.parent.name) else "qa"]
        def compare():
            rows = train(path, words, export.folder)
            assert len(rows) == len(records), f"{len(rows)} rows of {len(records)} records"
            for row, record in zip(rows, records):
                assert record["question"] in row["text"] and record["answer"] in row["text"]
                for call in record.get("tool_calls", []):
                    assert json.dumps(call["arguments"]) in row["text"], "arguments changed on their way"
                if "completion_mask" in row:
                    trained = words.decode([token for token, mask in zip(row["input_ids"], row["completion_mask"]) if mask])
                    assert record["question"] not in trained and record["answer"] in trained, "the completion is not the answer"
        check(f"{name}/{path.name}", "trl", len(records), compare)


def check_openai(paths):
    """The types of OpenAI's own client, and what its service says about fine-tuning files."""
    from openai.types.chat import ChatCompletionMessageParam, ChatCompletionFunctionToolParam
    from pydantic import TypeAdapter

    messages, tools = TypeAdapter(list[ChatCompletionMessageParam]), TypeAdapter(list[ChatCompletionFunctionToolParam])
    for path in paths:
        rows = lines(path)
        def compare():
            assert len({tuple(row) for row in rows}) == 1, "lines have different keys"
            for row in rows:
                messages.validate_python(row["messages"], strict=False)
                tools.validate_python(row.get("tools", []), strict=False)
                assert row["messages"][-1]["role"] == "assistant" and set(row) <= {"messages", "tools"}
                names = {tool["function"]["name"] for tool in row.get("tools", [])}
                for call in row["messages"][-1].get("tool_calls", []):
                    assert call["function"]["name"] in names and isinstance(json.loads(call["function"]["arguments"]), dict)
        check(f"openai/{path.name}", "openai", len(rows), compare)


def check_mistral(paths):
    """Mistral's own tokenizers, in the mode for fine-tuning, which check every message, tool and call first."""
    import mistral_common
    from mistral_common.protocol.instruct import messages as turns
    from mistral_common.protocol.instruct.request import ChatCompletionRequest
    from mistral_common.protocol.instruct.tool_calls import Tool
    from mistral_common.protocol.instruct.validator import ValidationMode
    from mistral_common.tokens.tokenizers.mistral import MistralTokenizer

    kinds = {"system": turns.SystemMessage, "user": turns.UserMessage, "assistant": turns.FinetuningAssistantMessage}
    data = pathlib.Path(mistral_common.__file__).parent / "data"
    for vocabulary in sorted(data.glob("*.v3")) + sorted(data.glob("*.v7")) + sorted(data.glob("tekken_240911.json")):
        words = MistralTokenizer.from_file(str(vocabulary), mode=ValidationMode.finetuning)
        for path in paths:
            rows = lines(path)
            def encode():
                for row in rows:
                    words.encode_chat_completion(ChatCompletionRequest(
                        messages=[kinds[message["role"]](**message) for message in row["messages"]],
                        tools=[Tool(**tool) for tool in row["tools"]] if "tools" in row else None))
            check(f"mistral/{path.name}", vocabulary.suffix.strip(".").replace("json", "tekken"), len(rows), encode)


def check_llama_factory(export, name, folder):
    """LLaMA-Factory finds the file by dataset_info.json, takes every row, and writes tools and calls in the forms of four families."""
    sys.modules.setdefault("torchaudio", types.ModuleType("torchaudio"))
    sys.modules["torchaudio"].__spec__ = importlib.machinery.ModuleSpec("torchaudio", None)
    from datasets import load_dataset
    from llamafactory.data.converter import get_dataset_converter
    from llamafactory.data.formatter import FunctionFormatter, ToolFormatter
    from llamafactory.data.parser import get_dataset_list

    for name_of_file in json.loads((folder / "dataset_info.json").read_text()):
        [attributes] = get_dataset_list([name_of_file], str(folder))
        rows = load_dataset("json", data_files=str(folder / attributes.dataset_name), split="train")
        def convert():
            convert = get_dataset_converter(attributes.formatting, attributes, None)
            for row in rows:
                made = convert(row)
                assert len(made["_prompt"]) == 1 and len(made["_response"]) == 1, "a row is abnormal"
                for form in ("default", "qwen", "llama3", "mistral"):
                    if made["_tools"]:
                        ToolFormatter(tool_format=form).apply(content=made["_tools"])
                    if made["_response"][0]["role"] == "function":
                        FunctionFormatter(slots=["{{content}}"], tool_format=form).apply(content=made["_response"][0]["content"])
        check(f"{name}/{attributes.dataset_name}", "llamafactory", len(rows), convert)


def having(*packages):
    """Whether packages can be imported; says so where they cannot."""
    missing = [package for package in packages if importlib.util.find_spec(package) is None]
    if missing:
        print(f"not checked: {', '.join(missing)} is missing")
    return not missing


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quern", required=True, type=pathlib.Path, help="the built program")
    quern = parser.parse_args().quern.resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        os.environ.update(HF_HUB_OFFLINE="1", HF_HOME=str(folder / "cache"), HF_DATASETS_DISABLE_PROGRESS_BARS="1",
                          TRANSFORMERS_VERBOSITY="error", TOKENIZERS_PARALLELISM="false")
        export = Exports(quern, folder)
        made = {name: export.make(form, *options, name=name) for name, form, options in [
            ("openai", "openai", ["--system", "Be exact."]), ("mistral", "mistral", ["--system", "Be exact."]),
            ("alpaca", "alpaca", ["--with-context"]), ("sharegpt", "sharegpt", []), ("trl-messages", "trl-messages", []),
            ("trl-plain", "trl-prompt-completion", []), ("trl-completion", "trl-prompt-completion", ["--messages"])]}
        check_tables(export)
        for name, (_, paths) in made.items():
            check_provenance(name, paths)
        if having("datasets"):
            for name, (_, paths) in made.items():
                check_datasets(name, paths)
            check_hub(export)
        if having("openai", "pydantic"):
            check_openai(made["openai"][1])
        if having("mistral_common"):
            check_mistral(made["mistral"][1])
        if having("datasets", "llamafactory"):
            for name in ("alpaca", "sharegpt"):
                check_llama_factory(export, name, made[name][0])
        if having("datasets", "trl", "torch", "transformers", "tokenizers"):
            for name in ("trl-messages", "trl-plain", "trl-completion"):
                check_trl(export, name, made[name][1])
            check_trl(export, "hf", export.make("hf", name="hf-whole")[1])
    if FAILURES:
        raise SystemExit(f"{len(FAILURES)} checks failed")


main()
