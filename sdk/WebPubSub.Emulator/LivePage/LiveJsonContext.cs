// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebPubSub.Emulator.LivePage;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LiveClientReply))]
[JsonSerializable(typeof(LiveClientRequest))]
[JsonSerializable(typeof(LiveDetail))]
[JsonSerializable(typeof(LiveEntries))]
[JsonSerializable(typeof(LiveState))]
[JsonSerializable(typeof(LiveSummary))]
internal sealed partial class LiveJsonContext : JsonSerializerContext;
