// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>The body of a connect event. See docs/protocols/event-handler.md#131-connect.</summary>
internal sealed record ConnectBody(
    IReadOnlyDictionary<string, string[]> Claims,
    IReadOnlyDictionary<string, string[]> Query,
    IReadOnlyDictionary<string, string[]> Headers,
    IReadOnlyList<string> Subprotocols,
    IReadOnlyList<string> ClientCertificates); // always empty, because the emulator does not support client certificates
