#!/usr/bin/env python3
"""Places the demo call on loopback: SIP by the socket, RTP by one ffmpeg that paces both parties on one clock.

Usage: place_call.py <customer.wav> <agent.wav>, both mono, 8 kHz, of the same length.
"""

import socket
import subprocess
import sys
import time

HOST = "127.0.0.1"
CUSTOMER_SIP, AGENT_SIP = 5062, 5060
CUSTOMER_RTP, AGENT_RTP = 20000, 30000
CALL_ID = "demo-call@harbour-flowers.example"
FROM = "<sip:customer@example.com>;tag=c1"
TO = "<sip:orders@harbour-flowers.example>"
TO_TAGGED = TO + ";tag=a1"


def sdp(user, port):
    return "\r\n".join(
        [
            "v=0",
            f"o={user} 1 1 IN IP4 {HOST}",
            "s=-",
            f"c=IN IP4 {HOST}",
            "t=0 0",
            f"m=audio {port} RTP/AVP 0",
            "a=rtpmap:0 PCMU/8000",
            "a=ptime:20",
            "a=sendrecv",
            "",
        ]
    )


def message(first, to, cseq, branch, body="", contact=""):
    lines = [first, f"Via: SIP/2.0/UDP {HOST}:{CUSTOMER_SIP};branch=z9hG4bK{branch}"]
    if not first.startswith("SIP/2.0"):
        lines.append("Max-Forwards: 70")
    lines += [f"From: {FROM}", f"To: {to}", f"Call-ID: {CALL_ID}", f"CSeq: {cseq}"]
    if contact:
        lines.append(f"Contact: <sip:{contact}>")
    if body:
        lines.append("Content-Type: application/sdp")
    lines += [f"Content-Length: {len(body)}", "", body]
    return "\r\n".join(lines).encode()


def speak(customer_wav, agent_wav):
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin"]
    for wav in (customer_wav, agent_wav):
        command += ["-re", "-f", "lavfi", "-i", f"amovie={wav},asetnsamples=n=160:p=1"]
    for index, ssrc, source, target in (
        (0, 0x0C057043, CUSTOMER_RTP, AGENT_RTP),
        (1, 0x0A6E2714, AGENT_RTP, CUSTOMER_RTP),
    ):
        url = f"rtp://{HOST}:{target}?localrtpport={source}&localrtcpport={source + 1}&pkt_size=172"
        command += ["-map", f"{index}:a", "-c:a", "pcm_mulaw"]
        command += ["-payload_type", "0", "-ssrc", str(ssrc), "-f", "rtp", url]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main():
    customer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    customer.bind((HOST, CUSTOMER_SIP))
    agent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    agent.bind((HOST, AGENT_SIP))

    def ask(text):
        customer.sendto(text, (HOST, AGENT_SIP))
        agent.recv(65535)

    def answer(text):
        agent.sendto(text, (HOST, CUSTOMER_SIP))
        customer.recv(65535)

    uri = f"sip:orders@{HOST}:{AGENT_SIP}"
    at_customer, at_agent = f"customer@{HOST}:{CUSTOMER_SIP}", f"orders@{HOST}:{AGENT_SIP}"
    ask(message(f"INVITE {uri} SIP/2.0", TO, "1 INVITE", "1", sdp("customer", CUSTOMER_RTP), at_customer))
    answer(message("SIP/2.0 180 Ringing", TO_TAGGED, "1 INVITE", "1", contact=at_agent))
    time.sleep(0.3)
    answer(message("SIP/2.0 200 OK", TO_TAGGED, "1 INVITE", "1", sdp("orders", AGENT_RTP), at_agent))
    ask(message(f"ACK {uri} SIP/2.0", TO_TAGGED, "1 ACK", "2"))
    speak(sys.argv[1], sys.argv[2])
    ask(message(f"BYE {uri} SIP/2.0", TO_TAGGED, "2 BYE", "3"))
    answer(message("SIP/2.0 200 OK", TO_TAGGED, "2 BYE", "3"))


if __name__ == "__main__":
    main()
