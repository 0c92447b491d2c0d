"""Runs the flow of Benchmarks/flows with sdg_hub and with Quern on one server, one after the other.

    python3 Benchmarks/peers/flows.py --quern .build/release/quern --python PYTHON [--rows 300]

PYTHON has sdg_hub 0.9.4. The server (`quern-bench serve`) waits 50 ms before each reply. Prints one line of JSON: wall and CPU seconds
from start to end of each process, and the most memory of each in MB.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from flows import FLOW, Server, command, timed, write_rows  # noqa: E402

SDG_HUB = """
import json, sys
import pandas
from sdg_hub.core.flow import Flow
flow = Flow.from_yaml(sys.argv[1])
flow.set_model_config(model="openai/fake", api_base=sys.argv[3], api_key="none")
rows = pandas.DataFrame([json.loads(line) for line in open(sys.argv[2])])
made = flow.generate(rows, max_concurrency=int(sys.argv[4]))
print(len(made), file=sys.stderr)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quern", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--rows", type=int, default=300)
    arguments = parser.parse_args()
    bench = arguments.quern + "-bench"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rows = folder / "rows.jsonl"
        write_rows(rows, arguments.rows)
        server = Server(bench, 0.05)
        quern = timed(command(arguments.quern, str(rows), str(folder / "out"), server.address, 64))
        # sdg_hub writes into the flow's file where it wants to: it gets a copy.
        copy = folder / "flow"
        subprocess.run(["cp", "-r", FLOW, copy], check=True)
        script = folder / "run.py"
        script.write_text(SDG_HUB)
        hub = timed(["env", "LITELLM_LOCAL_MODEL_COST_MAP=True", arguments.python, str(script), str(copy / "flow.yaml"), str(rows),
                     server.address + "/v1", "64"])
        requests = server.stop()
    print(json.dumps({
        "requests of both": requests, "quern": {key: round(value, 2) for key, value in quern.items()},
        "sdg_hub": {key: round(value, 2) for key, value in hub.items()},
        "times the wall": round(hub["wall"] / quern["wall"], 1), "times the CPU": round(hub["cpu"] / quern["cpu"], 1),
        "times the memory": round(hub["memory"] / quern["memory"], 1)}))


if __name__ == "__main__":
    main()
