"""Hashes of runs of four words of well-known licences, for Sources/Scoring/Licences/licences.txt.

    python3 Benchmarks/train/licences.py [FOLDER] > Sources/Scoring/Licences/licences.txt

FOLDER holds their texts; by default that of Debian's package base-files. Words and hashes are those of `WordHash` and `LicenceBank`.
"""

import pathlib
import re
import sys

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
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/common-licenses")
    found = set()
    for file in sorted(folder.iterdir()):
        text = re.sub(r"[^\x00-\x7f]", " ", file.read_text(errors="replace"))
        found |= {max(1, run >> 32) for run in runs(text) if (run >> 13) & 3 == 0}
    print(*(f"{value:08x}" for value in sorted(found)), sep="\n")


if __name__ == "__main__":
    main()
