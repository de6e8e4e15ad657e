// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>The body of a connect event. Event handler reference, section 13.1.</summary>
internal sealed record ConnectBody(
    IReadOnlyDictionary<string, string[]> Claims,
    IReadOnlyDictionary<string, string[]> Query,
    IReadOnlyDictionary<string, string[]> Headers,
    IReadOnlyList<string> Subprotocols,
    IReadOnlyList<string> ClientCertificates); // the emulator has no TLS clients: always empty
