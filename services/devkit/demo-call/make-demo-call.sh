#!/usr/bin/env bash
# Makes the call that is shipped as demo-call.pcap: speaks dialogue.tsv, sends it as SIP and RTP over loopback in real
# time, and captures that. See README.md beside it.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
resources="$here/../src/main/resources/io/tonearm/devkit/capture"
pause_margin=0.5

missing=()
for tool in espeak-ng sox soxi ffmpeg dumpcap tshark python3; do
  command -v "$tool" >/dev/null || missing+=("$tool")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "missing: ${missing[*]}" >&2
  echo "on Debian or Ubuntu: apt-get install espeak-ng sox ffmpeg tshark python3" >&2
  exit 1
fi

work=$(mktemp -d)
dumpcap_pid=
cleanup() {
  if [ -n "$dumpcap_pid" ]; then kill "$dumpcap_pid" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT

sum() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a + b }'; }
quiet() { sox -D -n -r 8000 -c 1 -b 16 "$1" trim 0 "$2"; }

# One mono file per party, of the same length; each is silent while the other speaks.
customer=()
agent=()
now=0
n=0
while IFS=$'\t' read -r party gap privacy sentence; do
  n=$((n + 1))
  case $party in
    customer) voice=en-us+m3 speed=178 ;;
    agent) voice=en-gb+f3 speed=172 ;;
    *) echo "a party must be customer or agent, party=$party" >&2; exit 1 ;;
  esac
  espeak-ng -v "$voice" -s "$speed" -w "$work/$n-raw.wav" "$sentence"
  # Low enough for the resampler's overshoot; no silence at the ends, so that the times are those of the speech.
  sox -D "$work/$n-raw.wav" -r 8000 -c 1 -b 16 "$work/$n-speech.wav" gain -n -3 rate 8000 \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse gain -n -6
  length=$(soxi -D "$work/$n-speech.wav")
  quiet "$work/$n-gap.wav" "$gap"
  quiet "$work/$n-listen.wav" "$length"
  customer+=("$work/$n-gap.wav")
  agent+=("$work/$n-gap.wav")
  if [ "$party" = customer ]; then
    customer+=("$work/$n-speech.wav")
    agent+=("$work/$n-listen.wav")
  else
    customer+=("$work/$n-listen.wav")
    agent+=("$work/$n-speech.wav")
  fi
  begin=$(sum "$now" "$gap")
  now=$(sum "$begin" "$length")
  if [ "$privacy" = private ]; then
    pause=$(sum "$begin" "-$pause_margin")
    resume=$(sum "$now" "$pause_margin")
  fi
  printf '%s\t%s\t%s\t%s\n' "$party" "$begin" "$now" "$sentence" >>"$work/lines"
done <"$here/dialogue.tsv"
quiet "$work/end.wav" 0.6
sox -D "${customer[@]}" "$work/end.wav" "$work/customer.wav"
sox -D "${agent[@]}" "$work/end.wav" "$work/agent.wav"

dumpcap -q -P -i lo -w "$work/call.pcap" \
  -f "udp and (port 5060 or portrange 20000-20001 or portrange 30000-30001)" 2>"$work/dumpcap.log" &
dumpcap_pid=$!
for _ in $(seq 50); do
  if [ -s "$work/call.pcap" ]; then break; fi
  sleep 0.1
done
sleep 0.5
python3 "$here/place_call.py" "$work/customer.wav" "$work/agent.wav"
sleep 1
kill -INT "$dumpcap_pid"
wait "$dumpcap_pid" || true
dumpcap_pid=

for port in 20000 30000; do
  sent=$(tshark -r "$work/call.pcap" -Y "udp.srcport == $port" -T fields -e frame.number 2>/dev/null | wc -l)
  expected=$(awk -v s="$(soxi -D "$work/customer.wav")" 'BEGIN { print int(s * 50) }')
  if [ "$sent" -lt "$expected" ]; then
    echo "every RTP packet must be captured, port=$port, captured=$sent, expected=$expected: run it again" >&2
    exit 1
  fi
done

mkdir -p "$resources"
install -m 644 "$work/call.pcap" "$resources/demo-call.pcap"
{
  echo "# What is said in demo-call.pcap. Seconds from its first RTP packet, tab-separated: party, begin, end, sentence."
  echo "# Pausing from \"pause\" to \"resume\" leaves the card number out and nothing else."
  printf 'pause\t%s\nresume\t%s\n' "$pause" "$resume"
  cat "$work/lines"
} >"$resources/demo-call.txt"
cat "$resources/demo-call.txt"
ls -l "$resources/demo-call.pcap"
