// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Client.Connection;

/// <summary>Opens a WebSocket.</summary>
/// <param name="uri">The address.</param>
/// <param name="timeout">The maximum duration of the attempt.</param>
/// <param name="cancellationToken">Cancels the attempt.</param>
/// <returns>The open socket.</returns>
/// <exception cref="ConnectFailedException">The service rejected the connection, or it could not be reached.</exception>
internal delegate Task<WebSocket> WebSocketOpener(Uri uri, TimeSpan timeout, CancellationToken cancellationToken);
