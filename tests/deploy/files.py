"""The files of deploy/ that no proxy runs: systemd's units, compose, Kubernetes, alerts. Each is checked
by its own tool where Debian has one, and against what the service really has: its settings, its
addresses, its metrics. SECURITY.md is held to the tests that it names."""

import fnmatch
import glob
import json
import os
import re
import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor

try:
    import yaml
except ImportError:
    yaml = None

from service import BINARY, LIST, PATIENCE, READY, Answer, ServiceTest, main, send, wait_until
from proxies import DEPLOY, free_port

SYSTEMD = os.path.join(DEPLOY, "systemd")
PROMETHEUS = os.path.join(DEPLOY, "prometheus")
EXPOSURE = 20  # tenths, at most; systemd calls 1.4 OK and 9.6 unsafe
USER = "65532:65532"  # as in the Dockerfile
INTROSPECTION = "meson-info/intro-tests.json"  # meson runs tests in its build folder
NAME = re.compile(r"\b(?:exportstats|process)_\w+")


def read_yaml(name):
    with open(os.path.join(DEPLOY, name), encoding="utf-8") as text:
        return list(yaml.safe_load_all(text))


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


def seconds(text):
    """Of 60s, of 60."""
    return int(str(text).removesuffix("s"))


class Files(ServiceTest):
    def setUp(self):
        if not yaml:
            self.skipTest("python3-yaml is not installed")
        super().setUp()

    def need(self, program):
        if not shutil.which(program):
            self.skipTest(f"{program} is not installed")

    def check_settings(self, settings):
        """The service takes them all; what it makes of them."""
        done = run(BINARY, "serve", "--check-config", env={**os.environ, **settings})
        self.assertEqual(done.returncode, 0, done.stderr)
        return dict(line.split(" = ", 1) for line in done.stdout.splitlines() if " = " in line)

    def check_patience(self, config, patience):
        """Who stops the service waits until it has drained by itself."""
        self.assertGreater(patience, int(config["drain-delay"]) + int(config["drain-timeout"]))

    def units(self):
        """The units with the program that was just built, as files of their own."""
        folder = os.path.join(self.folder, "units")
        os.makedirs(folder, exist_ok=True)
        paths = []
        for path in sorted(glob.glob(os.path.join(SYSTEMD, "*"))):
            with open(path, encoding="utf-8") as unit:
                text = unit.read().replace("/usr/local/bin/exportstats", os.path.abspath(BINARY))
                # Every machine with systemd running has it; one that only builds may not.
                text = text.replace("/bin/kill", "/bin/true")
            paths.append(os.path.join(folder, os.path.basename(path)))
            with open(paths[-1], "w", encoding="utf-8") as out:
                out.write(text)
        return paths

    def test_units(self):
        self.need("systemd-analyze")
        units = self.units()
        done = run("systemd-analyze", "verify", "--man=no", *units)
        ours = [line for line in done.stderr.splitlines() if "exportstats" in line]
        self.assertEqual((done.returncode, ours), (0, []), done.stderr)
        service = next(unit for unit in units if unit.endswith(".service"))
        done = run("systemd-analyze", "security", "--offline=true", "--no-pager",
                   f"--threshold={EXPOSURE}", service)
        print(done.stdout.splitlines()[-1])
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_handed_its_socket(self):
        """By systemd's own tool: nobody runs until the first one comes, who is answered, and whoever waits
        for the word hears it."""
        self.need("systemd-socket-activate")
        port, path = free_port(), os.path.join(self.folder, "notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor, \
                ThreadPoolExecutor() as clients:
            supervisor.bind(path)
            supervisor.settimeout(PATIENCE)
            first = clients.submit(wait_until, lambda: self.try_get(port), "an answer")
            service = self.start(launcher=["systemd-socket-activate", f"--listen=127.0.0.1:{port}",
                                           f"--setenv=NOTIFY_SOCKET={path}"], listen="127.0.0.1:1")
            self.assertEqual(service.port, port)
            self.assertEqual(supervisor.recv(100), b"READY=1")
            self.assertEqual(first.result().body, service.get(LIST).body)
            self.stop(service)

    def try_get(self, port):
        try:
            with socket.create_connection(("127.0.0.1", port), PATIENCE) as client:
                send(client, LIST, Connection="close")
                return Answer(client)
        except ConnectionRefusedError:
            return None

    def test_settings_of_the_unit(self):
        with open(os.path.join(SYSTEMD, "exportstats.service"), encoding="utf-8") as unit:
            text = unit.read()
        settings = dict(re.findall(r"^Environment=(\w+)=(.*)$", text, re.M))
        config = self.check_settings(settings)
        self.check_patience(config, seconds(re.search(r"TimeoutStopSec=(\w+)", text)[1]))
        with open(os.path.join(SYSTEMD, "exportstats.socket"), encoding="utf-8") as unit:
            listen = re.search(r"ListenStream=(.*)", unit.read())[1]
        self.assertEqual(listen, config["listen"], "the socket is where the default is")

    def test_compose(self):
        compose, = read_yaml("compose.yaml")
        copy = compose["services"]["exportstats"]
        config = self.check_settings(copy["environment"])
        self.check_patience(config, seconds(copy["stop_grace_period"]))
        inside = copy["ports"][0].rpartition(":")[2]
        self.assertEqual(config["listen"].rpartition(":")[2], inside)
        self.assertTrue(os.path.exists(os.path.join(DEPLOY, copy["build"], "Dockerfile")))
        self.assertEqual((copy["read_only"], copy["cap_drop"]), (True, ["ALL"]))
        self.assertEqual((copy["security_opt"], copy["user"]), (["no-new-privileges:true"], USER))
        self.assertLessEqual({"mem_limit", "pids_limit"}, set(copy))
        program = copy["healthcheck"]["test"][1:]
        service, _ = self.start_as(config)
        done = run(BINARY, *program[1:], env={**os.environ, **self.environment})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.stop(service)

    def start_as(self, config):
        """A service with these addresses, their ports changed for free ones."""
        ports = {name: free_port() for name in ("listen", "admin-listen")}
        self.environment = {f"EXPORTSTATS_{name.replace('-', '_').upper()}":
                            f"{config[name].rpartition(':')[0]}:{port}"
                            for name, port in ports.items()}
        service = self.start(listen=self.environment["EXPORTSTATS_LISTEN"],
                             admin_listen=self.environment["EXPORTSTATS_ADMIN_LISTEN"])
        service.port = ports["admin-listen"]
        wait_until(lambda: service.get(READY).status == 200, "the service is ready")
        return service, ports

    def test_kubernetes(self):
        kinds = {document["kind"]: document for document in read_yaml("kubernetes.yaml")}
        deployment = kinds["Deployment"]["spec"]
        pod = deployment["template"]["spec"]
        container, = pod["containers"]
        labels = deployment["template"]["metadata"]["labels"]
        for selector in (deployment["selector"]["matchLabels"], kinds["Service"]["spec"]["selector"],
                         kinds["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
                         kinds["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"]):
            self.assertEqual(selector, labels)
        settings = {each["name"]: each["value"] for each in container["env"]}
        config = self.check_settings(settings)
        self.check_patience(config, pod["terminationGracePeriodSeconds"])
        ports = {port["name"]: port["containerPort"] for port in container["ports"]}
        self.assertEqual(config["listen"].rpartition(":")[2], str(ports["http"]))
        self.assertEqual(config["admin-listen"].rpartition(":")[2], str(ports["admin"]))
        self.assertEqual(kinds["Service"]["spec"]["ports"][0]["targetPort"], "http")
        annotations = deployment["template"]["metadata"]["annotations"]
        self.assertEqual(annotations["prometheus.io/port"], str(ports["admin"]))
        self.assertGreater(deployment["replicas"],
                           kinds["PodDisruptionBudget"]["spec"]["minAvailable"])
        self.assertEqual(container["securityContext"],
                         {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                          "capabilities": {"drop": ["ALL"]}})
        self.assertTrue(pod["securityContext"]["runAsNonRoot"])
        self.assertEqual(f"{pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}", USER)
        self.assertIn("memory", container["resources"]["limits"])
        self.assertEqual(deployment["strategy"]["rollingUpdate"]["maxUnavailable"], 0)
        # Out of the endpoints before the doors close.
        ready = container["readinessProbe"]
        self.assertGreater(int(config["drain-delay"]),
                           ready["periodSeconds"] * ready["failureThreshold"])
        service, _ = self.start_as(config)
        paths = [container[probe]["httpGet"]["path"]
                 for probe in ("startupProbe", "livenessProbe", "readinessProbe")]
        for path in [*paths, annotations["prometheus.io/path"]]:
            self.assertEqual(service.get(path).status, 200, path)
        self.stop(service)

    def test_alerts(self):
        self.need("promtool")
        done = run("promtool", "check", "rules", "alerts.yaml", cwd=PROMETHEUS)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        done = run("promtool", "test", "rules", "alerts_test.yaml", cwd=PROMETHEUS)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_metrics_of_the_alerts(self):
        """Each name in an alert is one that the service has; each alert is tested."""
        rules = read_yaml("prometheus/alerts.yaml")[0]["groups"][0]["rules"]
        service = self.start()
        service.get("/v1/figures")
        metrics = wait_until(lambda: [text for text in [service.get("/metrics").body.decode()]
                                      if "_bucket" in text], "the request is counted")[0]
        has = set(NAME.findall(metrics))
        for rule in rules:
            for name in NAME.findall(re.sub(r'"[^"]*"', "", rule["expr"])):
                self.assertIn(name, has, rule["alert"])
        rung = {test["alertname"] for group in read_yaml("prometheus/alerts_test.yaml")[0]["tests"]
                for test in group["alert_rule_test"] if test.get("exp_alerts")}
        self.assertEqual(rung, {rule["alert"] for rule in rules})

    def test_names_in_the_threat_model(self):
        if not os.path.isfile(INTROSPECTION):
            self.skipTest("not run by meson")
        with open(INTROSPECTION, encoding="utf-8") as known:
            tests = [each["name"] for each in json.load(known)]
        with open(os.path.join(DEPLOY, "..", "SECURITY.md"), encoding="utf-8") as model:
            rows = re.findall(r"^\| .* \| .* \| (.*`.*) \|$", model.read(), re.M)
        named = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
        self.assertGreater(len(named), 20)
        self.assertEqual([name for name in named if not fnmatch.filter(tests, name)], [])


if __name__ == "__main__":
    main()
