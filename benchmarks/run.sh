#!/usr/bin/env bash
# Measures everything that docs/performance.md says, and writes the page, its plots and the costs in the README. Takes half an hour on two idle cores. The raw figures are kept
# in artifacts/performance; --page writes the page again from those, without measuring.
# benchmarks/run.sh [--page]
set -euo pipefail
cd "$(dirname "$0")"
artifacts=$PWD/../artifacts/performance
mkdir -p "$artifacts"
export ARTIFACTS=$artifacts
source ./tools.sh

if [ "${1:-}" != --page ]; then
    echo "Instructions" >&2
    ./instructions.sh > "$artifacts/instructions.txt"
    echo "Times of the loops, by the JIT and native" >&2
    dotnet "$artifacts/jit/Loops.dll" time 201 1 "$artifacts/libloops.so" > "$artifacts/times-jit.txt"
    "$artifacts/native/Loops" time 201 1 "$artifacts/libloops.so" > "$artifacts/times-native.txt"
    "$artifacts/native/Loops" bytes > "$artifacts/bytes.txt"
    echo "Owners of DMA memory, registers, the checked HAL, by BenchmarkDotNet" >&2
    dotnet run -c Release --project RunTime -- -f '*DmaOwner*' '*Mmio*' -a "$artifacts/benchmarkdotnet" > "$artifacts/benchmarkdotnet.log"
    echo "Generators" >&2
    dotnet run -c Release --project Compiler -- generator 5 > "$artifacts/generators.txt"
    echo "Analyzers" >&2
    dotnet run -c Release --project Compiler -- analyzers 3 > "$artifacts/analyzers.txt"
    echo "Build and size" >&2
    ./build.sh > "$artifacts/build.txt"
fi

dotnet run -c Release --project Report -- "$artifacts" ..
