-- wrk's script: asks the paths of a file in turn, and says at the end what was measured as JSON.
--   PATHS    the file, one path a line; each thread takes its own part. Without it: wrk's URL.
--   HEADERS  "Name: value" lines for every request.
-- A thread that runs out of paths begins anew, and says so: `around` is how often.

local threads = {}
paths, at, around = {}, 0, 0

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

function init(args)
    for line in (os.getenv("HEADERS") or ""):gmatch("[^\n]+") do
        local name, value = line:match("^([^:]+): (.*)$")
        wrk.headers[name] = value
    end
    local of, count = tonumber(os.getenv("THREADS") or 1), 0
    if os.getenv("PATHS") then
        for line in io.lines(os.getenv("PATHS")) do
            if count % of == number then
                table.insert(paths, wrk.format("GET", line))
            end
            count = count + 1
        end
    end
    plain = wrk.format("GET")
end

function request()
    if #paths == 0 then
        return plain
    end
    at = at + 1
    if at > #paths then
        at, around = 1, around + 1
    end
    return paths[at]
end

function done(summary, latency, requests)
    local e, turns = summary.errors, 0
    for _, thread in ipairs(threads) do
        turns = turns + thread:get("around")
    end
    io.write(string.format(
        '\nRESULT {"requests": %d, "us": %d, "bytes": %d, "failed": %d, "p50": %d, "p99": %d, "around": %d}\n',
        summary.requests, summary.duration, summary.bytes,
        e.connect + e.read + e.write + e.status + e.timeout,
        latency:percentile(50), latency:percentile(99), turns))
end
