/* The pieces that the OpenAPI document is made of, for handlers/openapi*.c alone. */
#ifndef OPENAPI_PARTS_H
#define OPENAPI_PARTS_H

#include "formats/json.h"

/* "name": "value" */
void openapi_text(struct json *json, const char *name, const char *value);
/* {"$ref": "#/components/folder/name"} */
void openapi_reference(struct json *json, const char *folder, const char *name);
/* components.schemas and components.parameters, from the field tables and the parameters' table. */
void openapi_schemas(struct json *json);
void openapi_params(struct json *json);

#endif
