// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of an error response, in the format of the official handlers.</summary>
internal sealed record ErrorReply(string? ErrorMessage, MqttConnectEventErrorResponseProperties? Mqtt = null);
