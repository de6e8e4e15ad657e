// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.InProcess;

namespace WebPubSub.Emulator.Upstream;

/// <summary>
/// Sends requests to event handlers, and retries after 408, 5xx and failed connections. See docs/protocols/event-handler.md#63-retries-and-timeouts.
/// </summary>
internal sealed class EventHttp(HttpMessageInvoker http, IReadOnlyList<TimeSpan> delays, TimeProvider time) : IDisposable
{
    private const int MaxCallsAtOnce = 1000; // per server; more connections would exhaust the file handles of the process

    public EventHttp(WebPubSubEmulatorOptions options, FaultLists faults)
        : this(
            new HttpMessageInvoker(new FaultingHandler(faults, options.TimeProvider, new InProcessRoutingHandler(CreateHandler()))),
            options.EventRetryDelays,
            options.TimeProvider)
    {
    }

    public void Dispose() => http.Dispose();

    /// <param name="createRequest">Creates the request of an attempt.</param>
    /// <param name="onFailed">Called for each failed attempt before a retry, with the status or the exception.</param>
    /// <param name="cancellationToken">Cancels the attempts.</param>
    public async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> createRequest, Action<int, Exception?> onFailed, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            using HttpRequestMessage request = createRequest();
            try
            {
                HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
                if (attempt == delays.Count || !IsTransient(response.StatusCode))
                {
                    return response;
                }

                onFailed((int)response.StatusCode, null);
                response.Dispose();
            }
            catch (HttpRequestException exception) when (attempt < delays.Count && !IsUnsendable(exception))
            {
                onFailed(0, exception);
            }

            await Task.Delay(delays[attempt], time, cancellationToken);
        }
    }

    // A header that is not ASCII cannot be sent, so a retry would also fail.
    private static bool IsUnsendable(HttpRequestException exception) => exception is { HttpRequestError: HttpRequestError.Unknown, InnerException: null };

    private static bool IsTransient(HttpStatusCode status) => status == HttpStatusCode.RequestTimeout || (int)status >= 500;

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = MaxCallsAtOnce,
        ActivityHeadersPropagator = null, // EventRequests adds the trace context of the event
        RequestHeaderEncodingSelector = (name, _) =>
            name.Equals("ce-userId", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : null, // the only header that may be non-ASCII
    };
}
