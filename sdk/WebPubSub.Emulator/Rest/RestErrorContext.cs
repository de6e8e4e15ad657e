// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebPubSub.Emulator.Rest;

/// <summary>The JSON types of failed calls. A property without a value is written as <c>null</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RestError))]
[JsonSerializable(typeof(RestProblem))]
internal sealed partial class RestErrorContext : JsonSerializerContext
{
    /// <summary>Gets the context that, like the service, does not escape quotes.</summary>
    public static RestErrorContext Relaxed { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
