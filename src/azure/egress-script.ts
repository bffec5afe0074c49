/**
 * The one script that the probe runs, as root, on a node. It takes no input. It reads the kubeconfig, certificate authority
 * and client certificate of the kubelet, sends one GET, and another when that gets no answer, to the API server that the
 * kubelet is told to use, and prints one line. It writes no file, starts nothing that stays, and prints no secret. It always ends with 0: what was found is in the
 * line, and `curl` in it is curl's exit code (https://curl.se/docs/manpage.html#EXIT); 127 when the node has no curl, 126 when
 * there is no kubeconfig to go by.
 */
export const egressScript: readonly string[] = `
config=/var/lib/kubelet/kubeconfig
value() { sed -n "s/^[[:space:]-]*$1:[[:space:]]*//p" "$config" | head -n 1 | tr -d "\\"'"; }
report() { printf 'egress %s\\n' "$*"; exit 0; }
[ -r "$config" ] || report curl=126
command -v curl >/dev/null || report curl=127
server=$(value server)
[ -n "$server" ] || report curl=126
authority() {
  file=$(value certificate-authority)
  if [ -n "$file" ]; then cat "$file"; else value certificate-authority-data | base64 -d; fi
}
certificate=$(value client-certificate)
key=$(value client-key)
with=none
set --
if [ -n "$certificate" ]; then
  with=missing
  [ -r "$certificate" ] && with=kubelet && set -- --cert "$certificate" --key "\${key:-$certificate}"
fi
seen=$(authority 2>/dev/null | curl --silent --output /dev/null --noproxy '*' --connect-timeout 10 --max-time 20 \\
  --cacert /dev/stdin "$@" --write-out 'http=%{http_code} lookup=%{time_namelookup} tls=%{time_appconnect}' \\
  "\${server%/}/api" 2>/dev/null)
code=$?
connect=
# Out of time: was it before or after the connection? curl 7.88 tells that for plain requests only.
if [ "$code" = 28 ]; then
  connect=$(curl --silent --output /dev/null --noproxy '*' --max-time 10 --write-out 'connect=%{time_connect}' \\
    "http://\${server#https://}" 2>/dev/null)
fi
report "curl=$code with=$with $seen $connect"
`
  .trim()
  .split('\n');
