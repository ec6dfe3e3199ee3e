"""The database file as a download: whole, from the file that was open when it was asked."""

import os
import sqlite3

from service import Answer, ServiceTest, main, send

PATH = "/v1/snapshot.db"


class Snapshot(ServiceTest):
    long = True

    def read(self, path):
        with open(path, "rb") as file:
            return file.read()

    def test_the_file_itself(self):
        service = self.start()
        answer = service.get(PATH)
        self.assertEqual((answer.status, answer.whole), (200, True))
        self.assertEqual(answer.headers["content-type"], "application/vnd.sqlite3")
        self.assertEqual(answer.headers["content-length"], str(os.path.getsize(self.database)))
        self.assertEqual(answer.headers["content-disposition"],
                         'attachment; filename="exportstats-1.db"')
        self.assertEqual(answer.body, self.read(self.database))
        self.assertEqual(service.get(PATH, If_None_Match=answer.headers["etag"]).status, 304)
        with service.connect() as client:
            client.sendall(f"GET {PATH} HTTP/1.0\r\n\r\n".encode())
            self.assertEqual(Answer(client).body, answer.body)
        with service.connect() as client:
            send(client, PATH, method="HEAD")
            head = Answer(client, "HEAD")
            self.assertEqual(head.headers["content-length"], answer.headers["content-length"])
            send(client, "/livez")
            self.assertEqual(Answer(client).status, 200)
        self.stop(service)

    def ask(self, sql):
        return self.downloaded.execute(sql).fetchall()

    def test_the_views(self):
        service = self.start()
        path = self.database + ".downloaded"
        with open(path, "wb") as out:
            out.write(service.get(PATH).body)
        self.downloaded = sqlite3.connect(path)
        self.addCleanup(self.downloaded.close)
        self.assertEqual(self.ask("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.ask(
            "SELECT value, number, scale, unit, known_on, publisher, preferred FROM current_figures "
            "WHERE id = 'pk-ict.fy2021.pakobserver-2021-07'"),
            [(2123000000, "2.123", "billion", "USD", "2021-07-20", "Pakistan Observer", 0)])
        self.assertEqual(self.ask(
            "SELECT f.value FROM current_figures f JOIN current_series s ON s.id = f.series "
            "WHERE preferred AND series = 'pk-ict' AND period_end = '2021-06-30' "
            "AND period_start = '2020-07-01'"), [(2107000000,)])
        self.assertEqual(self.ask(
            "SELECT period_start, period_end, reading FROM current_targets "
            "WHERE id = 'pk-ict.target.2023-12-31.pakobserver-2021-07'"),
            [(None, "2023-12-31", "level")])
        self.assertEqual(self.ask("SELECT number FROM current_growth_rates WHERE number = '47.43' "
                                  "AND source = 'pakobserver-2021-07'"), [("47.43",)])
        for view in ("series", "sources", "claims", "figures", "targets", "growth_rates", "remarks"):
            rows = self.downloaded.execute(f"SELECT * FROM current_{view}")
            names = [column[0] for column in rows.description]
            cells = {(name, cell) for row in rows for name, cell in zip(names, row)}
            self.assertGreater(len(cells), 0)
            self.assertLessEqual({name for name, cell in cells if cell == "~"}, {"comparator"})
        self.assertGreater(len(self.ask("SELECT title FROM search('freelancers')")), 0)

    def test_another_takes_its_place_meanwhile(self):
        service = self.start()
        before = self.read(self.database)
        (client,) = self.connect(service, 1, receive=4096)
        send(client, PATH)
        other = self.database + ".other"
        with open(other, "wb") as out:
            out.write(before)
        with sqlite3.connect(other) as changed:
            changed.execute("UPDATE revision SET imported_at = '2020-01-01T00:00:00Z'")
        changed.close()
        self.replace(other)
        service.event("reload")
        self.assertEqual(service.events("request"), [])
        answer = Answer(client)
        self.assertTrue(answer.whole)
        self.assertEqual(answer.body, before)
        now = service.get(PATH)
        self.assertEqual(now.body, self.read(other))
        self.assertNotEqual(now.headers["etag"], answer.headers["etag"])


main()
