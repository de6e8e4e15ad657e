// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.InProcess;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Sends requests to event handlers, again after 408, 5xx and failed connections. Event handler reference, section 6.3.</summary>
internal sealed class EventHttp(HttpMessageInvoker http, IReadOnlyList<TimeSpan> delays, TimeProvider time) : IDisposable
{
    private const int MaxCallsAtOnce = 1000; // to one server; more would use up the files of the process

    public EventHttp(WebPubSubEmulatorOptions options, FaultLists faults)
        : this(
            new HttpMessageInvoker(new FaultingHandler(faults, options.TimeProvider, new InProcessSwitch(CreateHandler()))),
            options.EventRetryDelays,
            options.TimeProvider)
    {
    }

    public void Dispose() => http.Dispose();

    /// <param name="createRequest">Makes the request of an attempt.</param>
    /// <param name="onFailed">Hears of each attempt that is followed by another: its status, or what it failed with.</param>
    /// <param name="cancellationToken">Ends it.</param>
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

    // A header that is not ASCII: it would not be sent the next time either.
    private static bool IsUnsendable(HttpRequestException exception) => exception is { HttpRequestError: HttpRequestError.Unknown, InnerException: null };

    private static bool IsTransient(HttpStatusCode status) => status == HttpStatusCode.RequestTimeout || (int)status >= 500;

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = MaxCallsAtOnce,
        ActivityHeadersPropagator = null, // the header of an event names its entry
        RequestHeaderEncodingSelector = (name, _) =>
            name.Equals("ce-userId", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : null, // the only one that may be non-ASCII
    };
}
