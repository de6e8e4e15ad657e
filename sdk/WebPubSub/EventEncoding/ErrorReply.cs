// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a refusal, as the official handlers write it.</summary>
internal sealed record ErrorReply(string? ErrorMessage, MqttConnectEventErrorResponseProperties? Mqtt = null);
