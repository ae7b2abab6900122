#!/usr/bin/env bash
# Counts the instructions of one operation of each loop by callgrind: C# as NativeAOT compiles it, in every variant, beside Rust as rustc
# compiles Rust/loops.rs. A loop runs COUNT and 3 * COUNT times; the difference is free of everything that happens once. One line for each row and
# variant on standard output: row, variant, instructions. Needs valgrind and rustc, and installs them by apt where they are missing.
# benchmarks/instructions.sh [ROW...]
set -euo pipefail
cd "$(dirname "$0")"

count=2000
artifacts=${ARTIFACTS:-../artifacts/performance}
mkdir -p "$artifacts"
source ./tools.sh
need valgrind valgrind
build_loops "$artifacts" >&2

variants=$("$artifacts/native/Loops" list | head -1)
rows=${*:-$("$artifacts/native/Loops" list | sed -n 2p)}

instructions() { # VARIANT ROW COUNT
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$artifacts/native/Loops" run "$1" "$2" "$3" 2>&1 \
        | sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

for row in $rows; do
    for variant in $variants "$artifacts/libloops.so"; do
        once=$(instructions "$variant" "$row" "$count")
        thrice=$(instructions "$variant" "$row" $((3 * count)))
        name=${variant##*/}
        awk -v row="$row" -v name="${name/libloops.so/rust}" -v n="$((thrice - once))" -v d="$((2 * count))" 'BEGIN { printf "%s %s %.1f\n", row, name, n / d }'
    done
done
if [ $# = 0 ]; then
    for live in $("$artifacts/native/Loops" list | sed -n 3p); do
        once=$(instructions bookkeeping "$live" "$count")
        thrice=$(instructions bookkeeping "$live" $((3 * count)))
        awk -v row="$live" -v n="$((thrice - once))" -v d="$((2 * count))" 'BEGIN { printf "%s bookkeeping %.1f\n", row, n / d }'
    done
fi
