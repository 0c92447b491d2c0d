#!/bin/sh
# Installs the system packages that Quern is built with. Does nothing when all are there.
set -eu

debian="libpoppler-glib-dev libcairo2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcurl4-openssl-dev libsqlite3-dev pkg-config make python3"
brew_packages="poppler cairo cmark-gfm curl sqlite pkg-config"

say() { printf '%s\n' "$*" >&2; }

have_libraries() {
  command -v pkg-config >/dev/null 2>&1 \
    && pkg-config --exists poppler-glib cairo libcmark-gfm libcurl sqlite3 \
    && { [ -e /usr/include/cmark-gfm-core-extensions.h ] || [ "$(uname)" = Darwin ]; } \
    && command -v python3 >/dev/null 2>&1
}

if ! command -v swift >/dev/null 2>&1; then
  say "Quern needs Swift 6.2 or newer, which is not on the PATH."
  say "Install it from https://www.swift.org/install and run this again."
  exit 1
fi

have_libraries && exit 0

if [ "$(uname)" = Darwin ]; then
  if command -v brew >/dev/null 2>&1; then
    brew install $brew_packages
  else
    say "Homebrew is missing. Install it from https://brew.sh, then run:"
    say "  brew install $brew_packages"
    exit 1
  fi
elif command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo"
  else
    say "These packages are missing, and neither root nor sudo is at hand to install them. As root, run:"
    say "  apt-get update && apt-get install -y $debian"
    exit 1
  fi
  say "Installing: $debian"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $debian
else
  say "This system has neither apt-get nor brew. Install the development files of poppler-glib, cairo, cmark-gfm"
  say "(with its extensions), curl and SQLite, and pkg-config, then run this again."
  exit 1
fi

if ! have_libraries; then
  say "The packages were installed, but pkg-config does not find all of poppler-glib, cairo, libcmark-gfm, libcurl and sqlite3."
  exit 1
fi
