#!/bin/sh
# Gathers in the given folder what a container needs of the operating system: Node, an init, their libraries, one user without rights.
set -eu
root=$1

mkdir -p "$root/usr/local/bin" "$root/usr/bin" "$root/etc" "$root/tmp" "$root/var/lib/dpkg/status.d"
chmod 1777 "$root/tmp"
cp "$(command -v node)" "$root/usr/local/bin/node"
cp "$(command -v tini)" "$root/usr/bin/tini"

# Native modules are loaded at run time, so the loader is asked for them too; those for another C library cannot be, and are not used.
libraries=$( (ldd "$root/usr/local/bin/node" "$root/usr/bin/tini"; find /app/node_modules -name '*.node' -exec ldd {} \;) 2>/dev/null |
  awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/.*ld-/ { print $1 }' | sort -u)
packages='base-files tini'
for library in $libraries; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
  packages="$packages $(dpkg -S "*${library#/usr}" 2>/dev/null | cut -d: -f1 | head -n 1)"
done

# So that scanners know what is in here, and where its terms are.
for package in $(printf '%s\n' $packages | sort -u); do
  dpkg-query -s "$package" > "$root/var/lib/dpkg/status.d/$package"
  mkdir -p "$root/usr/share/doc/$package"
  cp -L "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/" 2>/dev/null || true
done

cp -L /etc/os-release "$root/etc/os-release"
printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n' > "$root/etc/passwd"
printf 'root:x:0:\nnonroot:x:65532:\n' > "$root/etc/group"
printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"
"$root/usr/local/bin/node" --version
