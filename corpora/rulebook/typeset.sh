#!/bin/sh
# Typesets rulebook.html with style.css into rulebook.pdf, next to the source.
#
#   sh typeset.sh              writes rulebook.pdf
#   sh typeset.sh other.pdf    writes other.pdf
#
# WeasyPrint does the work. The one named by $WEASYPRINT is used, else the one
# on the PATH, else one that is installed into a temporary virtual environment
# (needs python3 with venv, and the package index) and removed afterwards.
# The committed PDF was made with WeasyPrint 70.0; another version, or other
# versions of the fonts or of Pango, can break lines and pages elsewhere, and
# then the page numbers in labels/rulebook.jsonl need checking.
set -eu

WEASYPRINT_VERSION=70.0
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=${1:-$here/rulebook.pdf}

missing() {
    printf 'typeset.sh: %s\n' "$1" >&2
    printf 'On Debian or Ubuntu:\n' >&2
    printf '  apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \\\n' >&2
    printf '      fonts-texgyre fontconfig python3-venv\n' >&2
    exit 1
}

command -v fc-list >/dev/null 2>&1 || missing 'fc-list (package fontconfig) is missing.'
for family in 'TeX Gyre Pagella' 'TeX Gyre Heros Cn'; do
    [ -n "$(fc-list "$family")" ] || missing "the font $family is missing."
done

# The same input gives the same bytes: no clock, no locale, no random order.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1704067200}
PYTHONHASHSEED=0
LC_ALL=C.UTF-8
TZ=UTC
export SOURCE_DATE_EPOCH PYTHONHASHSEED LC_ALL TZ

weasyprint=${WEASYPRINT:-$(command -v weasyprint || true)}
if [ -z "$weasyprint" ]; then
    tmp=$(mktemp -d)
    trap 'rm -rf "$tmp"' EXIT
    trap 'exit 1' HUP INT TERM
    python3 -m venv "$tmp/venv" || missing 'python3 cannot make a virtual environment.'
    "$tmp/venv/bin/pip" install --quiet --disable-pip-version-check \
        "weasyprint==$WEASYPRINT_VERSION"
    weasyprint=$tmp/venv/bin/weasyprint
fi

"$weasyprint" --quiet "$here/rulebook.html" "$out" \
    || missing 'WeasyPrint failed; if it named a library, that library is missing.'
printf 'wrote %s\n' "$out"
