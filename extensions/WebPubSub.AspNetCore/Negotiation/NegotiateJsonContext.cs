// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebPubSub.AspNetCore.Negotiation;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NegotiateResponse))]
internal sealed partial class NegotiateJsonContext : JsonSerializerContext;
