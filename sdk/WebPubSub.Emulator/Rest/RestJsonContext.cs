// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebPubSub.Emulator.Rest;

/// <summary>The JSON types of the REST API.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RestGroupsBody))]
[JsonSerializable(typeof(RestGroupMemberPage))]
[JsonSerializable(typeof(RestToken))]
internal sealed partial class RestJsonContext : JsonSerializerContext;
