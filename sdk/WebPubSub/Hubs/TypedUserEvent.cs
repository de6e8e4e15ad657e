// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WebPubSub;

/// <summary>Converts payloads and results for methods with <see cref="UserEventAttribute"/>. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TypedUserEvent
{
    /// <summary>Reads the payload of an event.</summary>
    /// <typeparam name="T">The type of the parameter.</typeparam>
    /// <param name="request">The event.</param>
    /// <param name="options">The JSON options.</param>
    /// <param name="allowsNull">Whether the parameter may be <see langword="null"/>.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="rejection">The response with status 400 if the payload cannot be read as the type.</param>
    /// <returns><see langword="false"/> if the payload cannot be read as the type.</returns>
    public static bool TryRead<T>(
        UserEventRequest request,
        JsonSerializerOptions options,
        bool allowsNull,
        out T? payload,
        [NotNullWhen(false)] out UserEventResponse? rejection)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        rejection = null;
        try
        {
            payload = Read<T>(request, options);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            payload = default; // the payload is not JSON of this type, or the constructor of the type rejects its values
            rejection = Reject(request, "does not have the type that this event requires");
            return false;
        }

        if (payload is null && !allowsNull)
        {
            rejection = Reject(request, "must not be null");
            return false;
        }

        return true;
    }

    /// <summary>Creates the response from the value that a method returned.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value. For <see langword="null"/>, the event succeeds without a reply.</param>
    /// <param name="options">The JSON options.</param>
    /// <returns>The response.</returns>
    public static UserEventResponse? CreateResponse<T>(T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return value switch
        {
            null => null,
            string text => new UserEventResponse(text),
            BinaryData bytes => new UserEventResponse(bytes, WebPubSubDataType.Binary),
            _ => new UserEventResponse(
                BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, InfoOf<T>(options))), WebPubSubDataType.Json),
        };
    }

    /// <summary>Creates the response from the error that a method returned.</summary>
    /// <param name="error">The error. For <see langword="null"/>, the event succeeds without a reply.</param>
    /// <returns>The response.</returns>
    public static UserEventResponse? CreateErrorResponse(EventErrorResponse? error) => error is null ? null : UserEventResponse.FromEventErrorResponse(error);

    // Raw clients cannot mark a frame as JSON, so text is read as JSON too.
    private static T? Read<T>(UserEventRequest request, JsonSerializerOptions options) =>
        typeof(T) == typeof(BinaryData) ? (T)(object)request.Data
        : typeof(T) == typeof(string) && request.DataType == WebPubSubDataType.Text ? (T)(object)request.Data.ToString()
        : JsonSerializer.Deserialize(request.Data.ToMemory().Span, InfoOf<T>(options));

    // If the options have no resolver, reflection is used, as in the other methods of the serializer.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Where reflection is off, a type that no context knows is refused by its name.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
    private static JsonTypeInfo<T> InfoOf<T>(JsonSerializerOptions options)
    {
        if (options.TypeInfoResolver is null && JsonSerializer.IsReflectionEnabledByDefault)
        {
            options.MakeReadOnly(populateMissingResolver: true);
        }

        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    private static UserEventResponse Reject(UserEventRequest request, string why) =>
        request.CreateErrorResponse(400, $"The payload of '{request.ConnectionContext.EventName}' {why}.");
}
