#!/bin/sh
# Makes dist/quern-VERSION-SYSTEM.tar.gz from what `make build` left in a folder: the stripped binary, licences, the demo corpus.
set -eu
version=$1
build=$2
cd "$(dirname "$0")/.."
system="$(uname -s | tr 'A-Z' 'a-z')-$(uname -m)"
name="quern-$version-$system"
rm -rf "dist/$name"
mkdir -p "dist/$name/licenses"
cp "$build/release/quern" "dist/$name/quern"
strip "dist/$name/quern"
# The binary looks for them in share/quern beside it.
mkdir -p "dist/$name/share/quern"
if [ -d "$build/share/quern/vocabularies" ]; then
  cp -R "$build/share/quern/vocabularies" "dist/$name/share/quern/"
  echo "cl100k_base and o200k_base are parts of tiktoken, MIT, Copyright (c) 2022 OpenAI, Shantanu Jain" \
    > "dist/$name/licenses/vocabularies"
fi
cp LICENSE README.md CHANGELOG.md "dist/$name/"
for package in "$build"/checkouts/*; do
  for file in "$package"/LICENSE* "$package"/NOTICE*; do
    [ -f "$file" ] && cp "$file" "dist/$name/licenses/$(basename "$package")-$(basename "$file")"
  done
done
mkdir -p "dist/$name/corpora"
cp corpora/rulebook/rulebook.pdf corpora/harbour-code/harbour-code.txt corpora/handbook/handbook.html corpora/policy/policy.md "dist/$name/corpora/"
cat > "dist/$name/INSTALL" <<TEXT
Quern $version

Run-time packages (Debian 12):
  apt-get install libpoppler-glib8 libcairo2 libcmark-gfm0.29.0.gfm.6 libcmark-gfm-extensions0.29.0.gfm.6 libsqlite3-0
  and, for models behind a URL, libcurl4
On macOS: brew install poppler cairo cmark-gfm

Then:
  ./quern run corpora/*.* -o out
TEXT
tar -C dist -czf "dist/$name.tar.gz" "$name"
ls -l "dist/$name.tar.gz"
