#!/bin/sh
# Fails where a module imports what its layer may not: C libraries for documents outside Ingestion, the network outside LanguageModels.
set -eu
cd "$(dirname "$0")/.."
bad=$(grep -rnE '^(public |package |internal )?import (CPoppler|CCairo|CCmarkGFM)' Sources --include='*.swift' | grep -v '^Sources/Ingestion/' || true)
curl=$(grep -rnE '^(public |package |internal )?import CCurl' Sources --include='*.swift' | grep -v '^Sources/LanguageModels/' || true)
net=$(grep -rnE 'URLSession|FoundationNetworking|import NIO|import AsyncHTTPClient' Sources --include='*.swift' || true)
traps=$(grep -rnE 'try!|as! |fatalError\(' Sources --include='*.swift' || true)
if [ -n "$bad$curl$net$traps" ]; then
  printf '%s\n' "$bad" "$curl" "$net" "$traps" | sed '/^$/d' >&2
  echo "A module reaches for what its layer may not, or may trap on input; see ARCHITECTURE.md." >&2
  exit 1
fi
