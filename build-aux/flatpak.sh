# SPDX-License-Identifier: GPL-3.0-or-later
#
# Easel as a Flatpak; ./dev sources this for its commands "flatpak" and "bundle". Where GNOME’s
# SDK is installed, that is what Easel is built with and runs on. Else a platform and an SDK are
# made once out of Debian 13 packages, as a Flatpak repository in the user's cache directory.

base=io.github.easelapp
gnome_version=50

# With librsvg2-common Flatpak can look at Easel's icon.
flatpak_tools='flatpak flatpak-builder elfutils librsvg2-common'
flatpak_test_tools='xvfb xdotool dbus dbus-bin gnome-keyring xdg-desktop-portal
xdg-desktop-portal-gtk python3-gi gir1.2-gtk-4.0 gir1.2-atspi-2.0 at-spi2-core imagemagick
libglib2.0-bin'

platform_packages='libgtk-4-1 libgtk-4-bin libadwaita-1-0 libsoup-3.0-0 libjson-glib-1.0-0
libsecret-1-0 libsqlite3-0 libarchive13t64 libglib2.0-bin glib-networking ca-certificates
dconf-gsettings-backend gsettings-desktop-schemas shared-mime-info desktop-file-utils
adwaita-icon-theme hicolor-icon-theme librsvg2-common webp-pixbuf-loader libegl1 libgles2
libegl-mesa0 libgl1-mesa-dri fonts-cantarell fonts-dejavu-core fonts-droid-fallback dbus-bin
tzdata locales'
sdk_packages="$platform_packages gcc libc6-dev make pkgconf ninja-build meson gettext libgtk-4-dev
libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev libsecret-1-dev libsqlite3-dev libarchive-dev
blueprint-compiler appstream gdb sqlite3 poppler-utils unzip cmark python3-markdown
python3-html5lib dbus-daemon ccache"
locales='en_US de_DE fr_FR es_ES it_IT pt_BR nl_NL pl_PL ja_JP zh_CN ko_KR ar_EG uk_UA'

runtime_id=$(printf %s "$platform_packages/$sdk_packages/$locales" | cksum | cut -d ' ' -f 1)
runtime=$cache/flatpak-$runtime_id # the repository
flatpak_dir=$src/_build-flatpak

# The platform and the SDK ------------------------------------------------------------------

# Makes a Debian out of packages what is mounted at /usr in a sandbox: without the machine's own
# files, nothing set-uid, and with the settings below /usr/etc.
make_usr () {
  usr=$1/usr
  mv "$1/etc" "$usr/etc"
  (
    cd "$usr/etc"
    rm -rf passwd* group* shadow* gshadow* subuid* subgid* host* resolv.conf machine-id mtab fstab \
      localtime .pwd.lock ld.so.cache apt
    cat >ld.so.conf <<'END_OF_FILE'
include /run/flatpak/ld.so.conf.d/app-*.conf
/app/lib
include /etc/ld.so.conf.d/*.conf
include /run/flatpak/ld.so.conf.d/runtime-*.conf
END_OF_FILE
    cat >fonts/conf.d/50-flatpak.conf <<'END_OF_FILE'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/run/host/fonts</dir>
  <dir>/run/host/user-fonts</dir>
</fontconfig>
END_OF_FILE
  )
  ln -sf ../sbin/ldconfig "$usr/bin/ldconfig"
  find "$usr" -type f -perm /6000 -exec chmod u-s,g-s {} +
  chmod -R u+rwX,go+rX "$usr"
}

# What Easel is translated to; all of them would be as large as the rest of the platform.
make_locales () {
  for locale in $locales; do
    bwrap --bind "$1" / --dev /dev --proc /proc --clearenv --setenv PATH /usr/bin \
      localedef -i "$locale" -f UTF-8 "$locale.UTF-8"
  done
}

# add_runtime NAME PACKAGE…: into the repository "$runtime.part".
add_runtime () {
  name=$1
  shift
  folder=$cache/flatpak-$name-$runtime_id.part
  unpack_debian "$folder" minbase "$@"
  make_locales "$folder"
  mkdir "$folder.runtime.part" "$folder.runtime.part/files"
  make_usr "$folder"
  mv "$folder/usr" "$folder.runtime.part/usr"
  cat >"$folder.runtime.part/metadata" <<END_OF_FILE
[Runtime]
name=$base.$name
runtime=$base.Platform/$arch/$runtime_id
sdk=$base.Sdk/$arch/$runtime_id

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
END_OF_FILE
  flatpak build-export --runtime --disable-sandbox "$runtime.part" "$folder.runtime.part" \
    "$runtime_id" >/dev/null
  remove "$folder" "$folder.runtime.part"
}

make_runtime () {
  need_debian_tools
  take_lock
  if [ ! -d "$runtime" ]; then
    say "making a platform and an SDK out of Debian 13 (once, some minutes, 1 GB)"
    remove "$cache"/*.part
    ostree init --mode=bare-user-only --repo="$runtime.part"
    # shellcheck disable=SC2086 # lists of words
    add_runtime Platform $platform_packages
    # shellcheck disable=SC2086
    add_runtime Sdk $sdk_packages
    mv "$runtime.part" "$runtime"
  fi
  release_lock
}

# Building ----------------------------------------------------------------------------------

# Flatpak asks the system bus whether a child may use this. Where there is no system bus, which
# is no desktop, there is no child either: one's own bus says so.
with_system_bus () {
  if [ "$(id -u)" = 0 ] || [ -S /run/dbus/system_bus_socket ]; then
    "$@"
  else
    # shellcheck disable=SC2016 # for the inner shell
    dbus-run-session -- sh -c 'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec "$@"' sh "$@"
  fi
}

need_flatpak () {
  [ -z "$inside" ] || die 'a Flatpak is not built in the Debian 13 root'
  # shellcheck disable=SC2086
  if ! command -v flatpak || ! command -v flatpak-builder || ! command -v eu-strip ||
      { command -v dpkg-query && ! dpkg-query -s librsvg2-common; }; then
    command -v apt-get || die "please install: $flatpak_tools"
    apt_get $flatpak_tools
  fi >/dev/null
  arch=$(flatpak --default-arch)
  if flatpak info "org.gnome.Sdk//$gnome_version" >/dev/null 2>&1; then
    runtime=''
    return
  fi
  [ -d "$runtime" ] || make_runtime
  for name in Platform Sdk; do
    flatpak info --user "$base.$name//$runtime_id" >/dev/null 2>&1 || {
      flatpak remote-add --user --if-not-exists --no-gpg-verify --no-enumerate \
        "easel-$runtime_id" "file://$runtime"
      with_system_bus flatpak install --user --noninteractive "easel-$runtime_id" \
        "$base.$name//$runtime_id"
    }
  done
}

# flatpak_build ID OPTION…: into the repository $flatpak_dir/repo.
flatpak_build () {
  id=$1
  shift
  mkdir -p "$flatpak_dir"
  manifest=$flatpak_dir/$id.json # beside the checkout's own, so that “..” is the same folder
  if [ -n "$runtime" ]; then
    sed -e "s/\"org.gnome.Platform\"/\"$base.Platform\"/" -e "s/\"org.gnome.Sdk\"/\"$base.Sdk\"/" \
      -e "s/\"runtime-version\": .*/\"runtime-version\": \"$runtime_id\",/" \
      -e 's/"command":/"appstream-compose": false, &/' "$src/flatpak/$id.json" >"$manifest"
  else
    cp "$src/flatpak/$id.json" "$manifest"
  fi
  [ -w /dev/fuse ] || set -- --disable-rofiles-fuse "$@"
  say "building $id (the log is $flatpak_dir/$id.log)"
  with_system_bus flatpak-builder --user --force-clean --ccache --default-branch=stable \
    --state-dir="$flatpak_dir/state" --repo="$flatpak_dir/repo" "$@" "$flatpak_dir/$id" \
    "$manifest" >"$flatpak_dir/$id.log" 2>&1 ||
    { tail -n 200 "$flatpak_dir/$id.log" >&2; die "$id could not be built (see above)"; }
}

# What ./dev does ---------------------------------------------------------------------------

do_flatpak () {
  need_flatpak
  id=$base.Easel.Devel
  flatpak_build "$id" --install
  grep -E '^(Ok|Fail|Skipped|Timeout): ' "$flatpak_dir/$id.log" >&2 || true
  say "installed: flatpak run $id"
  if [ "${1:-}" = --test ]; then
    flatpak_test "$id"
  elif has_display; then
    flatpak kill "$id" 2>/dev/null || true # or the Easel of before answers
    exec flatpak run "$id" "$@"
  else
    say 'there is no display here; looking at it on one of its own'
    flatpak_test "$id"
  fi
}

# Runs a command as root of its own, who has an empty /run/user/0: the files that portals hand to
# a sandbox are looked for there and nowhere else.
in_own_runtime () {
  [ "$(id -u)" = 0 ] && map='' || map=--map-root-user
  # shellcheck disable=SC2016 # for the inner shell
  unshare --mount $map sh -eu -c '
    mkdir -p /run/user
    mount -t tmpfs tmpfs /run/user
    mkdir -m 700 /run/user/0
    EASEL_SESSION_RUNTIME=/run/user/0 exec "$@"' sh "$@"
}

# The sandbox as a person meets it, from outside: once on a desktop that keeps keys, and once on
# one that has no portal for it.
flatpak_test () {
  # shellcheck disable=SC2086
  if ! command -v Xvfb || ! command -v xdotool || ! command -v gnome-keyring-daemon ||
      ! command -v import || ! command -v gdbus ||
      [ ! -e /usr/libexec/xdg-desktop-portal-gtk ]; then
    command -v apt-get || die "please install: $flatpak_test_tools"
    apt_get $flatpak_test_tools
  fi >/dev/null
  failed=no
  FLATPAK_USER_DIR=${FLATPAK_USER_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/flatpak}
  XDG_DATA_DIRS=$FLATPAK_USER_DIR/exports/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
  export FLATPAK_USER_DIR XDG_DATA_DIRS EASEL_APP_ID="$1" EASEL_OUT="$flatpak_dir/screenshots"
  # in-session turns portals off otherwise
  export XDG_CURRENT_DESKTOP=GNOME GDK_DEBUG=default-settings ADW_DISABLE_PORTAL=0
  mkdir -p "$EASEL_OUT"
  portals=$flatpak_dir/portals # without the keyring's
  mkdir -p "$portals"
  ln -sf /usr/share/xdg-desktop-portal/portals/gtk.portal "$portals"
  for keyring in unlocked none; do
    [ $keyring = unlocked ] || export XDG_DESKTOP_PORTAL_DIR="$portals"
    EASEL_SESSION_KEYRING=$keyring in_own_runtime "$src/build-aux/in-session" \
      /usr/bin/python3 "$src/tests/flatpak/test-sandbox.py" || failed=yes
  done
  say "pictures of it are in $flatpak_dir/screenshots"
  [ $failed = no ]
}

do_bundle () {
  need_flatpak
  id=$base.Easel
  version=$(sed -n "s/^ *version: '\(.*\)',$/\1/p" "$src/meson.build" | head -n 1)
  out=${1:-$flatpak_dir}
  mkdir -p "$out"
  flatpak_build "$id"
  flatpak build-bundle "$flatpak_dir/repo" "$out/Easel-$version-$arch.flatpak" "$id" stable
  say "made $out/Easel-$version-$arch.flatpak"
  [ -n "$runtime" ] || return 0
  platform=$out/Easel-platform-$runtime_id-$arch.flatpak
  [ -e "$platform" ] || flatpak build-bundle --runtime "$runtime" "$platform" "$base.Platform" \
    "$runtime_id"
  say "it needs $platform, since the GNOME SDK $gnome_version is not installed here"
}
