// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebPubSub.Emulator.Rest;

/// <summary>The JSON types of failed calls: without a value is written as null, and quotes are written as they are.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RestError))]
[JsonSerializable(typeof(RestProblem))]
internal sealed partial class RestErrorContext : JsonSerializerContext
{
    /// <summary>Gets the context that does so.</summary>
    public static RestErrorContext Relaxed { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
