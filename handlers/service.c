#include <cjson/cJSON.h>

#include "db/catalog.h"
#include "formats/json.h"
#include "handlers/answer.h"
#include "handlers/desk_internal.h"
#include "handlers/resources.h"

/* The service document and the guide: what this data set is called, covers and allows. */

static void write_member(struct json *json, const cJSON *metadata, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(metadata, name);

    if (!member)
        return;
    json_name(json, name);
    json_tree(json, member);
}

static void write_text(struct json *json, const char *name, struct slice text)
{
    json_name(json, name);
    json_string(json, text);
}

static void write_count(struct json *json, const char *name, int64_t count)
{
    json_name(json, name);
    json_integer(json, count);
}

static void write_counts(struct json *json, const struct summary *summary)
{
    json_name(json, "counts");
    json_object(json);
    write_count(json, "series", summary->series);
    write_count(json, "figures", summary->figures);
    write_count(json, "targets", summary->targets);
    write_count(json, "growth_rates", summary->growth_rates);
    write_count(json, "remarks", summary->remarks);
    write_count(json, "sources", summary->sources);
    json_object_end(json);
}

static void write_limits(struct json *json)
{
    json_name(json, "limits");
    json_object(json);
    write_count(json, "page_default", LIMIT_STANDARD);
    write_count(json, "page_most", LIMIT_MOST);
    write_count(json, "values_a_parameter", VALUES_MOST);
    write_count(json, "target_bytes", QUESTION_TARGET_MAX);
    write_count(json, "header_bytes", QUESTION_HEADERS_MAX);
    json_object_end(json);
    json_name(json, "formats");
    json_array(json);
    for (int i = 0; i < formats.count; i++)
        json_string(json, slice_of(formats.items[i]));
    json_array_end(json);
}

/* Every route without an id in it that the public finds in any case. */
static void write_resources(struct json *json, const char *base_path)
{
    json_name(json, "links");
    json_object(json);
    for (int i = 0; i < route_count; i++) {
        const char *path = routes[i].path, *name = strrchr(path, '/') + 1;

        if (routes[i].audience == AUDIENCE_OPERATOR || strchr(path, '{') || !*name ||
            strcmp(path, "/v1") == 0)
            continue;
        json_name(json, name);
        json_joined(json, slice_of(base_path), slice_of(path));
    }
    json_object_end(json);
}

static void write_service(const struct desk *desk, const struct summary *summary,
                          const cJSON *metadata, struct json *json)
{
    static const char *const members[] = {"name",     "title",    "description", "version",
                                          "homepage", "licenses", "keywords"};

    json_object(json);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        write_member(json, metadata, members[i]);
    write_count(json, "revision", summary->revision);
    write_text(json, "imported_at", summary->imported_at);
    write_text(json, "known_until", summary->known_on);
    json_name(json, "covers");
    json_object(json);
    write_text(json, "start", summary->first_day);
    write_text(json, "end", summary->last_day);
    json_object_end(json);
    write_counts(json, summary);
    write_limits(json);
    write_text(json, "program", slice_of("exportstats " EXPORTSTATS_VERSION));
    write_resources(json, desk->config->base_path);
    json_object_end(json);
    buffer_char(json->out, '\n');
}

static bool read_metadata(const struct summary *summary, cJSON **metadata, struct error *err)
{
    *metadata = cJSON_ParseWithLength(summary->metadata.data, summary->metadata.size);
    return *metadata || error_set(err, ERROR_INTERNAL, "the descriptor in the database is no JSON");
}

bool service_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    struct summary summary;
    cJSON *metadata;
    struct json json;

    if (!summary_read(desk->store, (*ask)->revision, &(*ask)->arena, &summary, err) ||
        !read_metadata(&summary, &metadata, err))
        return false;
    response_header(response, "Content-Type", "application/json");
    response->revision = (*ask)->revision;
    json_init(&json, &response->body, (*ask)->pretty);
    write_service(desk, &summary, metadata, &json);
    cJSON_Delete(metadata);
    return !response_failed(response) ||
           error_set(err, ERROR_INTERNAL, "the service document does not fit");
}

static const char *title_of(const cJSON *metadata)
{
    const cJSON *title = cJSON_GetObjectItemCaseSensitive(metadata, "title");

    return cJSON_IsString(title) ? title->valuestring : "exportstats";
}

/* "1 remark", "4 remarks" and what follows. */
static void write_noun(int64_t count, const char *noun, const char *after, struct buffer *out)
{
    buffer_format(out, "%lld %s%s%s", (long long)count, noun, count == 1 ? "" : "s", after);
}

static void write_guide(const struct desk *desk, const struct summary *summary,
                        const cJSON *metadata, struct buffer *out)
{
    const char *base = desk->config->base_path;
    const char *host = desk->config->public_url[0] ? desk->config->public_url : "HOST";

    buffer_format(out, "%s\n\n", title_of(metadata));
    write_noun(summary->figures, "figure", ", ", out);
    write_noun(summary->targets, "target", ", ", out);
    write_noun(summary->growth_rates, "growth rate", " and ", out);
    write_noun(summary->remarks, "remark", " from ", out);
    write_noun(summary->sources, "source", ",\n", out);
    buffer_format(out, "each number with its source. Revision %lld.\n\n",
                  (long long)summary->revision);
    buffer_text(out, "Paths, to be put behind this host:\n\n");
    for (int i = 0; i < route_count; i++)
        if (!routes[i].live && routes[i].path[1] && !strchr(routes[i].path, '{'))
            buffer_format(out, "  %s%-18s %s\n", base, routes[i].path, routes[i].summary);
    buffer_format(
        out,
        "\nTry:\n\n"
        "  curl '%s%s/v1/figures.txt?period_type=fiscal-year,calendar-year&sort=-period'\n"
        "  curl '%s%s/v1/figures?select=all&pretty=1&limit=3'\n"
        "  curl '%s%s/v1/figures.csv?select=all' > figures.csv\n"
        "  curl '%s%s/v1/figures.txt?period_type=fiscal-year,calendar-year&units=pc1'\n"
        "  curl '%s%s/v1/targets.txt'\n"
        "  curl '%s%s/v1/growth-rates?fields=period.label,percent,citation.url'\n"
        "  curl '%s%s/openapi.json'\n\n"
        "Suffixes .json .csv .ndjson .txt, or Accept, choose the format. An answer with\n"
        "select=all shows every claim; without it one preferred figure for each series\n"
        "and period. Wrong questions are refused with a hint, never answered with another.\n",
        host, base, host, base, host, base, host, base, host, base, host, base, host, base);
}

bool guide_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    struct summary summary;
    cJSON *metadata;

    if ((*ask)->format.format == FORMAT_JSON)
        return service_get(desk, ask, response, err);
    if (!summary_read(desk->store, (*ask)->revision, &(*ask)->arena, &summary, err) ||
        !read_metadata(&summary, &metadata, err))
        return false;
    response_header(response, "Content-Type", "text/plain; charset=utf-8");
    response->revision = (*ask)->revision;
    write_guide(desk, &summary, metadata, &response->body);
    cJSON_Delete(metadata);
    return !response_failed(response) || error_set(err, ERROR_INTERNAL, "the guide does not fit");
}
