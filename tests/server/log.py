"""The log: every line whole JSON, and nothing that happens to its pipe harms the service."""

import fcntl
import json
import os
import signal
import socket
import time

from service import (LIST, LIVE, PATIENCE, Answer, Service, ServiceTest, head, main, send,
                     wait_until)


class Log(ServiceTest):
    def start_into(self, writer, port, launcher=(), workers=2):
        """With its output somewhere where we do not read it; the port must then be chosen by us."""
        service = Service(self.database, stdout=writer, listen=f"127.0.0.1:{port}", workers=workers,
                          launcher=launcher)
        os.close(writer)
        self.addCleanup(service.close)
        service.port = port
        wait_until(lambda: self.answers(service), "the service answers")
        return service

    def start_into_pipe(self, port, **settings):
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        return self.start_into(writer, port, **settings), reader

    def answers(self, service):
        try:
            return service.get(LIVE).status == 200
        except ConnectionError:
            return False

    def free_port(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            return taken.getsockname()[1]

    def test_lines(self):
        service = self.start(workers=1)
        service.get(LIST, X_Request_Id="a-b.c_1")
        service.get('/no"such\\path%0a\xff')
        service.get("/" + "x" * 3000)
        with service.connect() as client:
            client.sendall(head("/v1/figures?").replace(b"?", b"\x80" * 3000))
            self.assertEqual(Answer(client).status, 400)
        lines = [service.event("request", count) for count in (1, 2, 3, 4)]
        self.assertEqual(lines[0]["id"], "a-b.c_1")
        self.assertEqual((lines[0]["method"], lines[0]["path"], lines[0]["status"]),
                         ("GET", "/v1/figures", 200))
        self.assertEqual(lines[0]["remote"], "127.0.0.1")
        self.assertEqual(lines[0]["route"], "/v1/figures")
        self.assertGreater(lines[0]["bytes"], 0)
        self.assertGreaterEqual(lines[0]["duration_us"], 0)
        self.assertGreater(lines[0]["revision"], 0)
        self.assertRegex(lines[0]["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertTrue(lines[1]["path"].startswith('/no"such\\path'))
        self.assertLess(len(lines[2]["path"]), 1000)
        self.assertTrue(lines[3]["path"].startswith("/v1/figures\ufffd\ufffd"))
        self.assertEqual(len({line["id"] for line in lines}), 4)
        self.stop(service)

    def test_trace(self):
        service = self.start(workers=1)
        trace, span = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
        for given in (f"00-{trace}-{span}-01", f"00-{trace}-{span}", "nonsense"):
            service.get(LIVE, traceparent=given)
        lines = [service.event("request", count) for count in (1, 2, 3)]
        self.assertEqual((lines[0]["trace_id"], lines[0]["span_id"]), (trace, span))
        for line in lines[1:]:
            self.assertNotIn("trace_id", line)
        self.stop(service)

    def test_no_request_lines(self):
        service = self.start(log="false")
        self.check_serves(service)
        self.stop(service)
        service.event("stopped")
        self.assertEqual(service.events("request"), [])

    def test_pipe_closed(self):
        service, reader = self.start_into_pipe(self.free_port())
        os.close(reader)
        self.check_serves(service, times=100)
        self.check_idle(service)
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(), 0)

    def test_pipe_full(self):
        service, reader = self.start_into_pipe(self.free_port())
        for _ in range(60):
            with service.connect() as client:
                for _ in range(160):
                    send(client, LIVE, X_Request_Id="x" * 100)
                    self.assertEqual(Answer(client).status, 200)
        self.check_idle(service)
        lines, deadline = b"", time.monotonic() + PATIENCE
        os.set_blocking(reader, False)
        while b"log lines dropped" not in lines and time.monotonic() < deadline:
            try:
                lines += os.read(reader, 65536)
            except BlockingIOError:
                service.get(LIVE)
        events = [json.loads(line) for line in lines.splitlines(keepends=True)
                  if line.endswith(b"\n")]
        dropped = [event["lines"] for event in events if event["event"] == "log lines dropped"]
        self.assertGreater(dropped[0], 0)
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(), 0)
        os.close(reader)

    def test_pipe_full_at_the_end(self):
        service, reader = self.start_into_pipe(self.free_port())
        self.check_serves(service, times=100)
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(), 0)
        os.close(reader)

    def test_pipe_full_at_the_end_of_many_threads(self):
        """They wait for its reader together, not one after the other."""
        service, reader = self.start_into_pipe(self.free_port(), workers=40)
        clients = [service.connect() for _ in range(400)]
        for _ in range(3):
            for client in clients:
                send(client, LIVE)
            for client in clients:
                self.assertEqual(Answer(client).status, 200)
        for client in clients:
            client.close()
        service.signal(signal.SIGTERM)
        began = time.monotonic()
        self.assertEqual(service.wait(), 0)
        self.assertLess(time.monotonic() - began, 8)
        os.close(reader)

    def ask_often(self, service, times):
        with service.connect() as client:
            for _ in range(times):
                send(client, LIVE, X_Request_Id="x" * 100)
                self.assertEqual(Answer(client).status, 200)

    def test_pipe_that_is_read_slowly_at_the_end(self):
        """All comes, as long as something moves: also what waits behind a batch of many lines."""
        service, reader = self.start_into_pipe(self.free_port(), workers=1)
        self.ask_often(service, 1500)
        lines = b""
        while lines.count(b"request") < 100:
            lines += os.read(reader, 4096)
        self.ask_often(service, 100)
        service.signal(signal.SIGTERM)
        while piece := os.read(reader, 4096):
            lines += piece
            time.sleep(0.02)
        self.assertEqual(service.wait(), 0)
        events = [json.loads(line)["event"] for line in lines.splitlines()]
        self.assertGreaterEqual(events.count("request"), 1600)
        self.assertEqual(events.count("log lines dropped"), 0)
        self.assertEqual(events[-1], "stopped")
        os.close(reader)

    def test_disk_full(self):
        service = self.start_into(os.open("/dev/full", os.O_WRONLY), self.free_port())
        self.check_serves(service, times=100)
        self.check_idle(service)
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(), 0)

    def test_file_that_may_not_grow(self):
        """Beyond RLIMIT_FSIZE a write is a signal that kills; and there is room again once the file is cut."""
        path = self.database + ".log"
        writer = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        service = self.start_into(writer, self.free_port(), ["sh", "-c", "ulimit -f 8; exec \"$0\" \"$@\""])
        self.check_serves(service, times=100)
        wait_until(lambda: os.stat(path).st_size >= 4096, "the file is full")
        self.check_idle(service)
        self.check_serves(service)
        os.truncate(path, 0)
        wait_until(lambda: os.stat(path).st_size > 0, "the log goes on")
        service.signal(signal.SIGTERM)
        self.assertEqual(service.wait(), 0)


if __name__ == "__main__":
    main()
