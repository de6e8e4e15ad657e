// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebPubSub;

/// <summary>The JSON metadata of the bodies of events and responses.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConnectEventBody))]
[JsonSerializable(typeof(DisconnectedEventBody))]
[JsonSerializable(typeof(ConnectEventReply))]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(GroupEventBody))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class EventJsonContext : JsonSerializerContext;
