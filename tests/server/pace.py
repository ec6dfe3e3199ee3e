"""Readers that take too little at a time, and those beside them."""

import os
import threading
import time

from service import LIVE, STREAM, ServiceTest, head, main, send, wait_until


class Pace(ServiceTest):
    long = True

    def read_slowly(self, client, pieces, size, pause):
        """Whether all the pieces came."""
        for _ in range(pieces):
            try:
                if not client.recv(size):
                    return False
            except ConnectionError:
                return False
            time.sleep(pause)
        return True

    def read_whole(self, client):
        """Whether the rest of a stream came up to its last chunk."""
        last = b""
        while (piece := client.recv(65536)):
            last = (last + piece)[-5:]
            if last == b"0\r\n\r\n":
                return True
        return False

    def test_minimum_pace(self):
        """A reader that is never silent, and yet too slow; an honest one that takes as long."""
        service = self.start(workers=1, idle_timeout=2, min_send_rate=4000)
        slow, honest = self.connect(service, 2, receive=2048)
        send(slow, STREAM)
        send(honest, STREAM)
        reading = threading.Thread(target=self.read_slowly, args=(slow, 200, 100, 0.1))
        reading.start()
        self.assertTrue(self.read_slowly(honest, 50, 4000, 0.1))
        wait_until(lambda: [line for line in service.events("request")
                            if line.get("ended") == "cut"], "the slow reader is cut")
        self.assertTrue(self.read_whole(honest))
        reading.join()
        self.check_serves(service)
        self.check_idle(service)

    def test_no_minimum_pace(self):
        service = self.start(workers=1, idle_timeout=2, min_send_rate=0)
        slow, = self.connect(service, 1, receive=2048)
        send(slow, STREAM)
        self.assertTrue(self.read_slowly(slow, 60, 300, 0.1))
        self.assertEqual(service.events("request"), [])

    def test_slow_reader_of_a_unix_socket(self):
        path = os.path.join(self.folder, "slow.sock")
        service = self.start(listen="unix:" + path, workers=1, idle_timeout=2)
        stalled, honest = service.connect_unix(path), service.connect_unix(path)
        for client in (stalled, honest):
            self.addCleanup(client.close)
            send(client, STREAM)
        self.assertTrue(self.read_slowly(honest, 45, 10000, 0.1))
        wait_until(lambda: [line for line in service.events("request")
                            if line.get("ended") == "cut"], "the stalled reader is cut")
        self.assertEqual(len(service.events("request")), 1)
        self.assertTrue(self.read_slowly(honest, 10, 10000, 0.1))

    def test_slow_crowd_beside_health_checks(self):
        """Two hundred that send their heads byte by byte, and as many that do not read."""
        service = self.start(admin_listen="127.0.0.1:0", connections=500)
        senders, readers = self.connect(service, 200), self.connect(service, 200, receive=2048)
        for client in readers:
            send(client, STREAM)
        stop = threading.Event()

        def trickle_all():
            for byte in head(LIVE, Padding="x" * 2000):
                for client in senders:
                    try:
                        client.sendall(bytes([byte]))
                    except ConnectionError:
                        pass
                if stop.wait(0.05):
                    return

        trickling = threading.Thread(target=trickle_all)
        trickling.start()
        took = {"public": [], "admin": []}
        for _ in range(40):
            for name, ask in (("public", service.get), ("admin", service.get_admin)):
                began = time.monotonic()
                self.assertEqual(ask(LIVE).status, 200)
                took[name].append(time.monotonic() - began)
        stop.set()
        trickling.join()
        for name, times in took.items():
            times.sort()
            print(f"{name} health beside 400 slow clients: median {times[20] * 1000:.1f} ms, "
                  f"slowest {times[-1] * 1000:.1f} ms")
            self.assertLess(times[20], 0.5)
        self.check_serves(service)


if __name__ == "__main__":
    main()
