#!/usr/bin/env bash
# Builds the release twice, in two folders with different names, from what is committed, and compares all files byte for byte.
#
#   release/reproducible.sh [MAVEN OPTION]...
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
# No blanks in the names: the Javadoc plug-in does not take them.
for copy in one another-with-a-longer-name; do
  git clone -q --no-hardlinks "$root" "$work/$copy/wengert"
  # Commands that run in another zone and at another time must not matter.
  zone=$([ "$copy" = one ] && echo UTC || echo Asia/Kathmandu)
  (cd "$work/$copy/wengert" && TZ=$zone mvn -q -B -ntp -Prelease -DskipTests "$@" verify)
done

one="$work/one/wengert/dist/target/release"
another="$work/another-with-a-longer-name/wengert/dist/target/release"
if diff -rq "$one" "$another"; then
  echo "All $(find "$one" -type f | wc -l) files of the release are the same in both builds:"
  cat "$one/SHA256SUMS"
  rm -rf "$work"
else
  echo "The builds differ; they are in $work" >&2
  exit 1
fi
