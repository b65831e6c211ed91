#!/bin/sh
# Builds and runs the race. libtorch wants a C++ runtime with GLIBCXX_3.4.32 (GCC 13, Ubuntu 24.04, Debian 13). Where the
# system's is older and has apt, Debian 13's is fetched and unpacked beside the build, once, and the program starts with it;
# nothing is installed. apt verifies what it fetches.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dotnet build -c Release "$here/Peers.csproj" -v quiet --nologo
bin="$here/bin/Release/net10.0"
runtime="$here/obj/runtime"

has_runtime() {
    library=$(ldconfig -p 2>/dev/null | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')
    [ -n "$library" ] && grep -q GLIBCXX_3.4.32 "$library"
}

# A package list and a cache of its own, so that the system's stay as they are.
fetch_runtime() (
    set -e
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    command -v apt-get dpkg-deb > /dev/null && [ -e "$keys" ]
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    # apt drops its rights to a user of its own, who must get in.
    chmod 755 "$work"
    mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/packages" "$runtime"
    : > "$work/status"
    echo "deb [signed-by=$keys] ${DEBIAN_MIRROR:-http://deb.debian.org/debian} trixie main" > "$work/sources.list"
    private="-q -o Dir::Etc::SourceList=$work/sources.list -o Dir::Etc::SourceParts=- -o Dir::State=$work/state
        -o Dir::State::Status=$work/status -o Dir::Cache=$work/cache -o APT::Architecture=amd64 -o APT::Sandbox::User="
    apt-get $private update >&2
    (cd "$work/packages" && apt-get $private download libc6 libstdc++6 libgcc-s1 patchelf >&2)
    for package in "$work"/packages/*.deb; do
        dpkg-deb -x "$package" "$work/root"
    done
    find "$work/root" -path '*/x86_64-linux-gnu/*.so*' ! -path '*/gconv/*' ! -type d -exec cp -Lf {} "$runtime/" \;
    find "$work/root" -name 'ld-linux-x86-64.so.2' ! -type d -exec cp -Lf {} "$runtime/" \;
    cp "$work/root/usr/bin/patchelf" "$runtime/"
    : > "$runtime/ok"
)

if [ "$(uname -sm)" != "Linux x86_64" ] || has_runtime; then
    exec dotnet "$bin/Peers.dll" "$@"
fi

[ -e "$runtime/ok" ] || fetch_runtime || true
if [ ! -e "$runtime/ok" ]; then
    echo "No newer C++ runtime could be fetched: libtorch may not load; the rest runs." >&2
    exec dotnet "$bin/Peers.dll" "$@"
fi

# The program's own starter, told to load itself with the newer runtime.
libraries="$runtime:/lib/x86_64-linux-gnu:/usr/lib/x86_64-linux-gnu"
cp "$bin/Peers" "$bin/Peers-with-runtime"
"$runtime/ld-linux-x86-64.so.2" --library-path "$libraries" "$runtime/patchelf" \
    --set-interpreter "$runtime/ld-linux-x86-64.so.2" "$bin/Peers-with-runtime"
root=$(dirname "$(readlink -f "$(command -v dotnet)")")
LD_LIBRARY_PATH="$libraries" DOTNET_ROOT="$root" exec "$bin/Peers-with-runtime" "$@"
