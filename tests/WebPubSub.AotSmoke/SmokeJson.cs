// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebPubSub.AotSmoke;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SmokeMessage))]
internal sealed partial class SmokeJson : JsonSerializerContext;
