// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebPubSub.Emulator.Upstream;

/// <summary>The JSON types between the emulator and an event handler.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ConnectBody))]
[JsonSerializable(typeof(ConnectReply))]
[JsonSerializable(typeof(DisconnectedBody))]
[JsonSerializable(typeof(GroupBody))]
internal sealed partial class UpstreamJsonContext : JsonSerializerContext;
