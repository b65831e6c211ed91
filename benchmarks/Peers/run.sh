#!/bin/sh
# Builds and runs the race. libtorch wants a C++ runtime with GLIBCXX_3.4.32 (GCC 13, Ubuntu 24.04, Debian 13). Where the
# system's is older, a newer one is unpacked beside the build, once, and the program starts with it; nothing is installed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dotnet build -c Release "$here/Peers.csproj" -v quiet --nologo
bin="$here/bin/Release/net10.0"

has_runtime() {
    library=$(ldconfig -p 2>/dev/null | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')
    [ -n "$library" ] && grep -q GLIBCXX_3.4.32 "$library"
}

if [ "$(uname -sm)" != "Linux x86_64" ] || has_runtime; then
    exec dotnet "$bin/Peers.dll" "$@"
fi

runtime="$here/obj/runtime"
if [ ! -e "$runtime/ok" ]; then
    mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    if curl -fsSL "$mirror/dists/trixie/main/binary-amd64/Packages.xz" | xz -d > "$work/Packages"; then
        mkdir -p "$runtime"
        for package in libc6 libstdc++6 libgcc-s1 patchelf; do
            file=$(awk -v p="$package" '$1 == "Package:" { found = $2 == p } found && $1 == "Filename:" { print $2; exit }' "$work/Packages")
            curl -fsSL "$mirror/$file" -o "$work/$package.deb"
            dpkg-deb -x "$work/$package.deb" "$work/$package"
            find "$work/$package" -path '*/x86_64-linux-gnu/*.so*' ! -path '*/gconv/*' ! -type d -exec cp -Lf {} "$runtime/" \;
        done
        find "$work/libc6" -name 'ld-linux-x86-64.so.2' ! -type d -exec cp -Lf {} "$runtime/" \;
        cp "$work/patchelf/usr/bin/patchelf" "$runtime/"
        : > "$runtime/ok"
    fi
fi

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
