"""How a stream travels: in few segments, with nothing held back behind its end."""

import socket
import statistics
import struct
import time

from service import LIST, STREAM, Answer, ServiceTest, main, send

CHUNK = 8192  # no chunk is larger: libmicrohttpd's memory for a connection
HELD = 0.2  # seconds for which the kernel keeps what it was told to gather


def segments(client):
    """Bytes that came, the segments that they came in, and how large one may be."""
    info = client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 192)
    most, = struct.unpack_from("I", info, 84)
    came, = struct.unpack_from("Q", info, 128)
    count, = struct.unpack_from("I", info, 152)
    return came, count, most


class Streams(ServiceTest):
    long = True

    def ask(self, client, path):
        send(client, path)
        answer = Answer(client)
        self.assertEqual((answer.status, answer.whole), (200, True))
        return answer

    def test_chunks_share_segments(self):
        service = self.start(workers=1)
        with service.connect() as client:
            answer = self.ask(client, STREAM)
            self.assertGreater(len(answer.body), 100 * CHUNK)
            came, count, most = segments(client)
            print(f"{came} bytes in {count} segments")
            self.assertLess(count, came / min(5 * CHUNK, 0.6 * most))

    def test_the_next_answer_is_not_held_back(self):
        service = self.start(workers=1)
        with service.connect() as client:
            for _ in range(2):
                self.ask(client, STREAM)
                took = []
                for _ in range(5):
                    began = time.monotonic()
                    self.ask(client, LIST)
                    took.append(time.monotonic() - began)
                self.assertLess(statistics.median(took), HELD / 2)


if __name__ == "__main__":
    main()
