// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a disconnected event. Event handler reference, sections 13.3 and 13.6.</summary>
internal sealed record DisconnectedEventBody(string? Reason, MqttDisconnectedBody? Mqtt);
