package io.glyphstream.console.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.console.stream.Place;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.javalin.http.Context;

/** What requests bring: an object as JSON, and versions and places of records in the path. */
final class Requests {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Requests() {}

    /** Returns the object that a request brings. */
    static JsonNode object(Context context) {
        try {
            var read = MAPPER.readTree(context.body());
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException malformed) {
            throw new ApiException(400, "the request is no JSON: " + malformed.getOriginalMessage(), "");
        }
        throw new ApiException(400, "the request must be an object of JSON", "");
    }

    /** Returns a member that must be a text. */
    static String text(JsonNode object, String name) {
        var value = object.path(name);
        if (!value.isTextual()) {
            throw new ApiException(400, name + " must be a text", "");
        }
        return value.textValue();
    }

    /** Returns a member that must be a number of at least 0. */
    static long number(JsonNode object, String name) {
        var value = object.path(name);
        if (!value.canConvertToLong() || value.longValue() < 0) {
            throw new ApiException(400, name + " must be a number of at least 0", "");
        }
        return value.longValue();
    }

    /**
     * Returns the place of a record that the path {@code .../{partition}/{offset}} names.
     *
     * @param example an address of the page that names one
     */
    static Place place(Context context, String example) {
        var partition = context.pathParam("partition");
        var offset = context.pathParam("offset");
        try {
            return new Place(Integer.parseInt(partition), Long.parseLong(offset));
        } catch (IllegalArgumentException wrong) {
            throw new ApiException(
                    400,
                    "a record is named by its partition and its offset, but not by " + partition + "/" + offset,
                    "Write it like " + example + ".");
        }
    }

    /** Returns the version that the path {@code .../{model}/{version}} names. */
    static ModelManifest version(Context context, ModelCatalog catalog) {
        var model = context.pathParam("model");
        var number = context.pathParam("version");
        if (!number.matches("\\d{1,9}")) {
            throw new ApiException(400, "a version must be a number but was " + number, "");
        }
        return catalog.find(model, Integer.parseInt(number))
                .orElseThrow(() -> new ApiException(
                        404,
                        catalog.later(model, Integer.parseInt(number))
                                .orElse(model + "@" + number + " is not published"),
                        "The page Models shows what is published."));
    }
}
