// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a connect event; any member may be missing. Event handler reference, sections 13.1 and 13.6.</summary>
internal sealed record ConnectEventBody(
    Dictionary<string, string[]>? Claims,
    Dictionary<string, string[]>? Query,
    Dictionary<string, string[]>? Headers,
    string[]? Subprotocols,
    WebPubSubClientCertificate[]? ClientCertificates,
    MqttConnectBody? Mqtt);
