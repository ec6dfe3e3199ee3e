"""Numbers of ready connections at which libmicrohttpd's own loop would stall."""

import signal

from service import LIST, LIVE, Answer, ServiceTest, main, send


class Many(ServiceTest):
    def all_at_once(self, service, count, rounds=5):
        """The service is halted while everybody asks, so that all are ready in one turn."""
        clients = self.connect(service, count)
        for turn in range(rounds):
            path = LIVE if turn % 2 else LIST
            service.signal(signal.SIGSTOP)
            try:
                for client in clients:
                    send(client, path)
            finally:
                service.signal(signal.SIGCONT)
            for client in clients:
                answer = Answer(client)
                self.assertEqual((answer.status, answer.whole), (200, True))
        for client in clients:
            client.close()

    def test_one_worker(self):
        service = self.start(workers=1, log="false")
        for count in (64, 127, 128, 129, 256, 400):
            with self.subTest(count=count):
                self.all_at_once(service, count)
        self.check_idle(service)
        self.stop(service)

    def test_workers(self):
        service = self.start(workers=4)
        for count in (128, 256, 512):
            with self.subTest(count=count):
                self.all_at_once(service, count)
        self.check_idle(service)
        self.stop(service)

    def test_idle_without_clients(self):
        service = self.start(workers=8)
        self.check_idle(service, limit=2)
        self.stop(service)

    def test_idle_with_kept_connections(self):
        service = self.start(connections=2000)
        clients = self.connect(service, 500)
        for client in clients:
            send(client, LIVE)
        for client in clients:
            self.assertEqual(Answer(client).status, 200)
        self.check_idle(service)
        self.stop(service)


if __name__ == "__main__":
    main()
