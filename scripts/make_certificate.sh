#!/usr/bin/env bash
# A certificate authority of your own and a certificate for one address of the local network, so that a
# phone can register the service worker. Usage: scripts/make_certificate.sh FOLDER ADDRESS
set -euo pipefail
folder=$1
address=$2
mkdir -p "$folder"
cd "$folder"
case $address in
  *[!0-9.]*) name="DNS:$address" ;;
  *) name="IP:$address" ;;
esac
if [ ! -f authority.pem ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=fieldapp local authority" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" \
    -keyout authority.key -out authority.pem 2>/dev/null
  chmod 600 authority.key
fi
openssl req -newkey rsa:2048 -nodes -subj "/CN=$address" -keyout server.key -out server.csr 2>/dev/null
chmod 600 server.key
openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 90 \
  -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$name") -out server.pem 2>/dev/null
rm server.csr
echo "$folder/server.pem is for https://$address. Install $folder/authority.pem on the phone as a trusted certificate authority."
