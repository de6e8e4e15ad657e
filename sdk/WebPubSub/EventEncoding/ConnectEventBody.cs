// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a connect event. Each member can be missing. See docs/protocols/event-handler.md#131-connect and #136-mqtt.</summary>
internal sealed record ConnectEventBody(
    Dictionary<string, string[]>? Claims,
    Dictionary<string, string[]>? Query,
    Dictionary<string, string[]>? Headers,
    string[]? Subprotocols,
    WebPubSubClientCertificate[]? ClientCertificates,
    MqttConnectBody? Mqtt);
