#!/usr/bin/env bash
# Publishes samples/Digits ahead of time for each instruction-set level, with every trim and AOT warning an error, runs it, and
# checks the vector width that it says it used. Prints a table: level, width, size of the program, time of the run. Arguments:
# levels, by default all. Says when it cannot run and skips. Needs gcc or clang, and a level's instruction sets to run it.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if [ "$(uname -sm)" != "Linux x86_64" ]; then
    echo "aot: skipped, the levels are those of Linux on x86-64."
    exit 0
fi

if command -v clang > /dev/null; then
    linker=clang
elif command -v gcc > /dev/null; then
    linker=gcc
else
    echo "aot: skipped, neither clang nor gcc is there to link with."
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
has() { grep -qw "$1" /proc/cpuinfo; }

# What kernels of a level are expected to use, and what the machine must have.
expected() {
    case "$1" in
        x86-64-v4) echo Vector512 ;;
        x86-64-v3) echo Vector256 ;;
        native) if has avx512vl; then echo Vector512; elif has avx2; then echo Vector256; else echo Vector128; fi ;;
        *) echo Vector128 ;;
    esac
}
runs() {
    case "$1" in
        x86-64-v4) has avx512vl && has avx512bw && has avx512dq && has avx512cd ;;
        x86-64-v3) has avx2 && has fma && has bmi2 ;;
        *) true ;;
    esac
}

[ $# -gt 0 ] || set -- default x86-64-v2 x86-64-v3 x86-64-v4 native
status=0
printf '%-10s  %-9s  %8s  %8s\n' level width size run
for level in "$@"; do
    [ "$level" = default ] && option= || option="-p:IlcInstructionSet=$level"
    # The compiler is not run again where only an option changed.
    rm -rf samples/Digits/obj/Release/net10.0/linux-x64/native
    if ! dotnet publish samples/Digits -c Release -r linux-x64 -p:PublishAot=true -p:TrimmerSingleWarn=false -warnaserror \
        -p:CppCompilerAndLinker=$linker $option -o "$work/$level" > "$work/log" 2>&1 || grep -qE '(warning|error) IL[0-9]{4}' "$work/log"; then
        grep -E 'warning|error' "$work/log" | sort -u | head -20
        echo "aot: publishing for $level failed."
        status=1
        continue
    fi

    program="$work/$level/Digits"
    size=$(awk "BEGIN { printf \"%.1f\", $(stat -c %s "$program") / 1e6 }")
    if ! runs "$level"; then
        printf '%-10s  %-9s  %5s MB  %8s\n' "$level" '' "$size" 'not here'
        continue
    fi

    start=$(date +%s.%N)
    if ! "$program" --epochs 1 --out "$work/out" > "$work/run" 2>&1; then
        cat "$work/run"
        echo "aot: the program for $level failed."
        status=1
        continue
    fi

    seconds=$(awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $start }")
    width=$(sed -n 's/.*kernels of the width \(Vector[0-9]*\|Scalar\).*/\1/p' "$work/run")
    printf '%-10s  %-9s  %5s MB  %6s s\n' "$level" "$width" "$size" "$seconds"
    if [ "$width" != "$(expected "$level")" ]; then
        echo "aot: $level should use $(expected "$level")."
        status=1
    fi
done

exit "$status"
