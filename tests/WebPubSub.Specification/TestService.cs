// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Specification;

/// <summary>An implementation of the service, for one test.</summary>
public abstract class TestService : IAsyncDisposable
{
    public abstract Uri Endpoint { get; }

    public abstract string AccessKey { get; }

    /// <summary>Gets the scheme and the authority of WebSocket addresses.</summary>
    public string SocketOrigin => $"{(Endpoint.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{Endpoint.Authority}";

    public abstract ValueTask StartAsync();

    /// <summary>Waits until the service has noticed the lost transport of a reliable client. Does not wait if the service cannot report this.</summary>
    public virtual Task WaitForLossAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
