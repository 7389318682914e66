#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs into a scratch folder and builds an outsider's program from it through pkg-config: each library, shared and
# static, as C and as C++. run.sh SOURCE_ROOT BUILD_ROOT PREFIX HAS_IO HAS_CAIRO HAS_PROGRAMS COMPILER...
set -eu
here=$1/tests/consumer
source=$1
build=$2
prefix=$3
has_io=$4
has_cairo=$5
has_programs=$6
shift 6
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

meson install -C "$build" --no-rebuild --quiet --destdir "$scratch/image" </dev/null >"$scratch/log" 2>&1 ||
    { cat "$scratch/log"; exit 1; }
root=$scratch/image$prefix
libdir=$(dirname "$(find "$root" -name libfollicle.a)")
# The copy does not lie where it was made for, so its .pc files must say so; nothing else in them may name a place.
sed -i "s|^prefix=.*|prefix=$root|" "$libdir"/pkgconfig/*.pc
if grep -hvE '^prefix=' "$libdir"/pkgconfig/*.pc | grep -F "$prefix/"; then fail 'a .pc file names a place outside its prefix'; fi
# A second copy without shared libraries, so that the linker has no choice.
cp -R "$root" "$scratch/static"
static_libdir=$scratch/static${libdir#"$root"}
rm -f "$static_libdir"/libfollicle*.so*
sed -i "s|^prefix=.*|prefix=$scratch/static|" "$static_libdir"/pkgconfig/*.pc

expected=
# outsider NAME LIBDIR LANGUAGE PKG_CONFIG_OPTIONS MODULES OPTIONS_OF_COMPILER...: builds, runs, compares the count.
outsider() {
    name=$1
    from=$2
    language=$3
    how=$4
    modules=$5
    shift 5
    # shellcheck disable=SC2086 # lists of words
    if ! flags=$(PKG_CONFIG_PATH="$from/pkgconfig" pkg-config $how --cflags $modules) ||
        ! libs=$(PKG_CONFIG_PATH="$from/pkgconfig" pkg-config $how --libs $modules); then
        fail "$name: pkg-config"
        return
    fi
    case $language in
    c) compiler="$cc -std=c11" ;;
    *) compiler="$cxx -x c++ -std=c++11" ;;
    esac
    # shellcheck disable=SC2086
    if ! $compiler -Wall -Wextra -pedantic "$@" $flags "$here/outsider.c" -o "$scratch/outsider" -x none $libs; then
        fail "$name: does not build with: $flags $libs"
        return
    fi
    if ! count=$(LD_LIBRARY_PATH="$from" "$scratch/outsider"); then
        fail "$name: does not run"
        return
    fi
    expected=${expected:-$count}
    [ "$count" = "$expected" ] || fail "$name: $count dots, others had $expected"
    echo "ok $name: $count dots"
}

cc=$*
cxx=$(command -v c++ || command -v g++ || command -v clang++ || true)
[ -n "$cxx" ] || echo 'skipped C++: no compiler'
for language in c ${cxx:+c++}; do
    outsider "$language, follicle, shared" "$libdir" "$language" '' follicle
    outsider "$language, follicle, static" "$static_libdir" "$language" --static follicle -static
    if [ "$has_io" = true ]; then
        outsider "$language, follicle-io, shared" "$libdir" "$language" '' follicle-io -DWITH_IO
        outsider "$language, follicle-io, static" "$static_libdir" "$language" --static follicle-io -DWITH_IO
    fi
    if [ "$has_cairo" = true ]; then
        outsider "$language, follicle-cairo, shared" "$libdir" "$language" '' follicle-cairo -DWITH_CAIRO
        outsider "$language, follicle-cairo, static" "$static_libdir" "$language" --static follicle-cairo -DWITH_CAIRO
    fi
done

# What must be where.
has_file() {
    [ -s "$root/$1" ] || fail "not installed: $1"
}
for header in "$source"/include/follicle/*.h; do
    name=$(basename "$header")
    case $name:$has_io:$has_cairo in io.h:false:* | follicle-cairo.h:*:false | report.h:*:false) continue ;; esac
    cmp -s "$header" "$root/include/follicle/$name" || fail "not installed as it is: include/follicle/$name"
done
below=${libdir#"$root"/}
for library in follicle follicle-io follicle-cairo; do
    case $library:$has_io:$has_cairo in follicle-io:false:* | follicle-cairo:*:false) continue ;; esac
    has_file "$below/lib$library.a"
    has_file "$below/lib$library.so"
    has_file "$below/lib$library.so.0"
    has_file "$below/pkgconfig/$library.pc"
    [ -L "$root/$below/lib$library.so" ] || fail "lib$library.so is no link to the versioned file"
    version=$(PKG_CONFIG_PATH="$libdir/pkgconfig" pkg-config --modversion "$library" || true)
    grep -q "FOL_VERSION_STRING \"$version\"" "$source/include/follicle/base.h" || fail "$library.pc is of version '$version'"
done
if [ "$has_programs" = true ]; then
    has_file bin/follicle
    has_file share/man/man1/follicle.1
    find "$root/share/follicle" -name '*schema.json' -size +0 2>/dev/null | grep -q . || fail 'not installed: the schema below share/follicle'
    LD_LIBRARY_PATH="$libdir" "$root/bin/follicle" --version >"$scratch/version" || fail 'follicle --version'
    grep -q "$version" "$scratch/version" || fail "follicle --version says: $(cat "$scratch/version")"
    LD_LIBRARY_PATH="$libdir" "$root/bin/follicle" new >"$scratch/design.json" || fail 'follicle new'
    LD_LIBRARY_PATH="$libdir" "$root/bin/follicle" check "$scratch/design.json" >/dev/null || fail 'follicle check'
fi
exit "$failed"
