# Sourced by the scripts of this folder: the tools that they need, and the builds that they share.

# need COMMAND PACKAGE: installs the package where the command is missing.
need() {
    command -v "$1" > /dev/null && return
    echo "$1 is missing; installing the package $2." >&2
    local sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq && $sudo apt-get install -y -qq "$2" > /dev/null
    command -v "$1" > /dev/null || { echo "$1 is still missing after the package $2 was installed. Install it by hand." >&2; exit 1; }
}

# build_loops FOLDER: the loops for the JIT (jit/Loops.dll), as a native binary (native/Loops) and in Rust (libloops.so).
build_loops() {
    need rustc rustc
    # The same instruction set on both sides. Not unrolled: the JIT does not, and a driver's requests come one by one, not as a loop of ten
    # instructions. The loop's own three or four instructions count on both sides.
    rustc --edition 2021 --crate-type cdylib -C opt-level=3 -C target-cpu=x86-64-v3 -C llvm-args=-unroll-runtime=0 -o "$1/libloops.so" Rust/loops.rs
    dotnet build Loops -c Release -o "$1/jit" -v quiet -nologo
    dotnet publish Loops -c Release -r linux-x64 -p:Aot=true -o "$1/publish" -v quiet -nologo
    # Without debug information: valgrind 3.x gives up on the native compiler's.
    mkdir -p "$1/native"
    strip -g -o "$1/native/Loops" "$1/publish/Loops"
}
