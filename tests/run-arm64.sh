#!/usr/bin/env bash
# Runs the tests of numerics and masks as arm64, so that the NEON kernels are executed: in an emulator (QEMU) where the
# machine is another. Emulator and arm64 libraries are Debian's, unpacked beside the build, once; nothing is installed, and
# apt verifies what it fetches. Expects a Release build. Says when it cannot run and skips. Arguments go to the test programs.
set -uo pipefail
cd "$(dirname "$0")"
emulator="$PWD/obj/arm64"

case "$(uname -sm)" in
    "Linux aarch64") echo "arm64: this machine is one, its tests have run NEON already."; exit 0 ;;
    "Linux x86_64") ;;
    *) echo "arm64: skipped, $(uname -sm) has no user-mode emulator."; exit 0 ;;
esac

# A package list and a cache of its own, so that the system's stay as they are.
fetch_emulator() (
    set -e
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    command -v apt-get dpkg-deb > /dev/null && [ -e "$keys" ]
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    # apt drops its rights to a user of its own, who must get in.
    chmod 755 "$work"
    mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/packages" "$emulator"
    : > "$work/status"
    echo "deb [signed-by=$keys] ${DEBIAN_MIRROR:-http://deb.debian.org/debian} trixie main" > "$work/sources.list"
    private="-q -o Dir::Etc::SourceList=$work/sources.list -o Dir::Etc::SourceParts=- -o Dir::State=$work/state
        -o Dir::State::Status=$work/status -o Dir::Cache=$work/cache -o APT::Architecture=amd64
        -o APT::Architectures::=amd64 -o APT::Architectures::=arm64 -o APT::Sandbox::User="
    apt-get $private update >&2
    (cd "$work/packages" && apt-get $private download qemu-user:amd64 \
        libc6:arm64 libstdc++6:arm64 libgcc-s1:arm64 libssl3t64:arm64 zlib1g:arm64 libzstd1:arm64 >&2)
    dpkg-deb -x "$work"/packages/qemu-user_*_amd64.deb "$work/host"
    for package in "$work"/packages/*_arm64.deb; do
        dpkg-deb -x "$package" "$emulator/system"
    done
    ln -sfn usr/lib "$emulator/system/lib"
    cp -L "$work/host/usr/bin/qemu-aarch64" "$emulator/"
    : > "$emulator/ok"
)

if [ ! -e "$emulator/ok" ] && ! fetch_emulator; then
    echo "arm64: skipped, no emulator could be fetched from Debian."
    exit 0
fi

run() {
    project=$1
    shift
    dotnet build -c Release -v quiet --nologo --no-dependencies -r linux-arm64 --self-contained -p:UseAppHost=true "$project" || return 1
    # Emulating a compiler that optimises takes longer than code which is less optimised; kernels are optimised all the same.
    DOTNET_TieredCompilation=1 DOTNET_TieredPGO=0 "$emulator/qemu-aarch64" -L "$emulator/system" \
        "$project/bin/Release/net10.0/linux-arm64/DropoutGen.$project.Tests" "$@"
}

status=0
echo "arm64: tests of numerics"
run Numerics "$@" || status=1
echo "arm64: tests of masks"
run Runtime -namespace DropoutGen.Runtime.Tests.Masks "$@" || status=1
exit "$status"
