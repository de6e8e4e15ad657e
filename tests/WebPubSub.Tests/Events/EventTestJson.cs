// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json.Serialization;

namespace WebPubSub.Tests.Events;

[JsonSerializable(typeof(int))]
internal sealed partial class EventTestJson : JsonSerializerContext;
