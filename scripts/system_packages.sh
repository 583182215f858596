# shellcheck shell=bash
# Sourced by the scripts that may need a package of the operating system.

# install_system_packages NAME…: by apt-get, as root or through sudo; fails with what to do by hand.
install_system_packages() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
  fi
  if ! command -v apt-get >/dev/null || { [ ${#as_root[@]} -gt 0 ] && ! command -v sudo >/dev/null; }; then
    echo "Missing on this machine: $*. Install it and run make again." >&2
    return 1
  fi
  echo "Installing $* …" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}
