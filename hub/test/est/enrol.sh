#!/bin/sh
# Enrols a unit at a hub and delivers its first entry, with openssl, curl and the mosquitto clients and nothing of this
# project: whoever can read docs/wire-contract.md can build a unit.
#
# usage: enrol.sh HTTPS-URL CA-FINGERPRINT CLAIM FOLDER
#   CA-FINGERPRINT  SHA-256 of the authority (DER), hexadecimal with colons
#   FOLDER          empty; keys, certificates and the receipt are left in it
set -eu

hub=$1
fingerprint=$2
claim=$3
cd "$4"
umask 077

say() { echo "$*" >&2; }
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
sha256_base64url() { openssl dgst -sha256 -binary | base64url; }

# ── Keys are born here ───────────────────────────────────────────────────────────────────────────────────────────
openssl genpkey -algorithm ed25519 -out journal-key.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out tls-key.pem

# The raw 32 bytes are the end of the DER of an Ed25519 public key.
x=$(openssl pkey -in journal-key.pem -pubout -outform DER | tail -c 32 | base64url)
jwk="{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"$x\"}"
kid=$(printf '{"crv":"Ed25519","kty":"OKP","x":"%s"}' "$x" | sha256_base64url)

# sign TYPE PAYLOAD → compact JWS
sign() {
  header=$(printf '{"alg":"EdDSA","typ":"%s+jws","kid":"%s"}' "$1" "$kid" | base64url)
  printf '%s.%s' "$header" "$(printf '%s' "$2" | base64url)" >signed.bin
  openssl pkeyutl -sign -rawin -inkey journal-key.pem -in signed.bin -out signature.bin
  printf '%s.%s' "$(cat signed.bin)" "$(base64url <signature.bin)"
}

# ── 1. The authority, believed by its fingerprint alone ──────────────────────────────────────────────────────────
curl -sS --fail --insecure "$hub/.well-known/est/cacerts" -o cacerts.b64
openssl base64 -d -in cacerts.b64 -out cacerts.p7
openssl pkcs7 -inform DER -in cacerts.p7 -print_certs -out cacerts.pem
found=$(openssl x509 -in cacerts.pem -noout -fingerprint -sha256 | sed 's/.*=//')
[ "$found" = "$fingerprint" ] || { say "The authority is $found and not $fingerprint."; exit 3; }

# ── 2. The certificate, for the claim ────────────────────────────────────────────────────────────────────────────
openssl req -new -key tls-key.pem -subj /CN=unit -outform DER -out request.der
openssl base64 -in request.der -out request.b64
# Normalised: capitals, no dashes or spaces, look-alikes as Crockford has them.
normal=$(printf '%s' "$claim" | tr 'a-z' 'A-Z' | tr -d ' -' | tr 'OIL' '011')
claim_hash=$(printf '%s' "$normal" | sha256_base64url)
csr_hash=$(sha256_base64url <request.der)
proof=$(sign hadir-claim "{\"v\":1,\"claimHash\":\"$claim_hash\",\"csrHash\":\"$csr_hash\"}")
status=$(curl -sS --cacert cacerts.pem --user "claim:$claim" \
  -H 'content-type: application/pkcs10' -H "hadir-journal-key: $jwk" -H "hadir-proof: $proof" -H 'hadir-hardware: shell' \
  --data-binary @request.b64 "$hub/.well-known/est/simpleenroll" -o enrolled -w '%{http_code}')
[ "$status" = 200 ] || { cat enrolled >&2; exit 4; }
openssl base64 -d -in enrolled -out certificate.p7
openssl pkcs7 -inform DER -in certificate.p7 -print_certs | openssl x509 -out certificate.pem
openssl verify -CAfile cacerts.pem certificate.pem >/dev/null
unit=$(openssl x509 -in certificate.pem -noout -subject -nameopt multiline | sed -n 's/ *commonName *= //p')

# ── 3. Who am I, which door do I serve? ──────────────────────────────────────────────────────────────────────────
curl -sS --fail --cacert cacerts.pem --cert certificate.pem --key tls-key.pem "$hub/api/unit/identity" -o identity.json
door=$(sed -n 's/.*"door":{"id":"\([0-9a-f-]*\)".*/\1/p' identity.json)
broker=$(sed -n 's/.*"broker":"mqtts:\/\/\([^"]*\)".*/\1/p' identity.json)
host=${broker%:*}
port=${broker##*:}

# ── 4. The certificate is renewed over mutual TLS, for a new key ─────────────────────────────────────────────────
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out next-key.pem
openssl req -new -key next-key.pem -subj "/CN=$unit" -outform DER -out next.der
openssl base64 -in next.der -out next.b64
proof=$(sign hadir-claim "{\"v\":1,\"claimHash\":null,\"csrHash\":\"$(sha256_base64url <next.der)\"}")
status=$(curl -sS --cacert cacerts.pem --cert certificate.pem --key tls-key.pem \
  -H 'content-type: application/pkcs10' -H "hadir-proof: $proof" \
  --data-binary @next.b64 "$hub/.well-known/est/simplereenroll" -o renewed -w '%{http_code}')
[ "$status" = 200 ] || { cat renewed >&2; exit 5; }
openssl base64 -d -in renewed -out renewed.p7
openssl pkcs7 -inform DER -in renewed.p7 -print_certs | openssl x509 -out renewed.pem

# ── 5. The first entry of the journal, and the receipt for it ────────────────────────────────────────────────────
now=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
boot=$(cat /proc/sys/kernel/random/uuid)
uptime=$(cut -d. -f1 /proc/uptime)000
entry=$(sign hadir-entry "{\"v\":1,\"unit\":\"$unit\",\"binding\":1,\"seq\":1,\"prev\":\"$kid\",\"at\":\"$now\",\"uptimeMs\":$uptime,\"boot\":\"$boot\",\"clock\":{\"source\":\"unknown\",\"uncertaintyMs\":null},\"type\":\"bound\",\"door\":\"$door\",\"follows\":null}")
mqtt() { "$@" -h "$host" -p "$port" --cafile cacerts.pem --cert renewed.pem --key next-key.pem; }
mqtt mosquitto_pub -q 1 -t "hadir/v1/$unit/journal" -m "$entry"
# A unit has one session at a time, so nobody else could listen meanwhile. What is sent twice is answered twice.
mqtt mosquitto_rr -V mqttv311 -q 1 -W 10 -t "hadir/v1/$unit/journal" -e "hadir/v1/$unit/receipt" -m "$entry" >receipt.jws

printf '%s' "$entry" >entry.jws
printf '%s\n' "$unit"
