"""Hashes of runs of four words of well-known licences, for Sources/Scoring/Licences/licences.txt.

    pip download --no-deps scancode-toolkit-mini==32.5.0 && unzip -q scancode_toolkit_mini-*.whl -d scancode
    python3 Benchmarks/train/licences.py --scancode scancode/licensedcode/data/licenses > Sources/Scoring/Licences/licences.txt

Takes the licences of Debian's package base-files, and those of documents, data and much used programs from ScanCode's collection.
Words and hashes are those of `WordHash` and `LicenceBank`; no text is kept.
"""

import argparse
import pathlib
import re

SCANCODE = """
    gutenberg-2020 ogl-1.0a ogl-uk-2.0 ogl-uk-3.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-2.0 cc-by-sa-2.5 cc-by-sa-3.0
    cc-by-sa-4.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-2.5 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cc-by-nd-3.0 cc-by-nd-4.0
    mit bsd-new isc zlib ofl-1.1 epl-1.0 epl-2.0 eupl-1.1 eupl-1.2 postgresql python php-3.01 vim openssl-ssleay w3c-docs-20021231
    w3c-software-doc-20150513 ietf ietf-trust lppl-1.3c opl-1.0 latex2e verbatim-manual unicode-dfs-2016 odbl-1.0 etalab-2.0-en
""".split()

PRIME, START, BITS = 0x100000001B3, 0xCBF29CE484222325, (1 << 64) - 1


def word_hash(word):
    value = START
    for byte in word.encode():
        value = ((value ^ byte) * PRIME) & BITS
    return value


def pair(first, second):
    return ((first * PRIME) & BITS) ^ second


def runs(text):
    keys = [word_hash(word.replace("'", "").lower()) for word in re.findall(r"[A-Za-z][A-Za-z0-9]*(?:'[A-Za-z0-9]+)*", text)]
    for a, b, c, d in zip(keys, keys[1:], keys[2:], keys[3:]):
        yield pair(pair(pair(a, b), c), d)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--common", type=pathlib.Path, default=pathlib.Path("/usr/share/common-licenses"))
    parser.add_argument("--scancode", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    texts = [file.read_text(errors="replace") for file in sorted(arguments.common.iterdir())]
    for name in SCANCODE:
        text = (arguments.scancode / f"{name}.LICENSE").read_text(errors="replace")
        # Behind what the collection says of the licence.
        texts.append(text.split("\n---\n", 1)[1] if text.startswith("---") else text)
    found = set()
    for text in texts:
        text = re.sub(r"[^\x00-\x7f]", " ", text)
        found |= {max(1, run >> 32) for run in runs(text) if (run >> 13) & 3 == 0}
    print(*(f"{value:08x}" for value in sorted(found)), sep="\n")


if __name__ == "__main__":
    main()
