// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.WebSockets;
using Azure;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The checks of a service: reachability, clock, access key and client connection.</summary>
internal sealed class ServiceCheck(WebPubSubServiceEndpoint endpoint, string hub) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new() { Timeout = Timeout };
    private readonly WebPubSubServiceClient _client = new(endpoint, hub);

    public async Task<(bool IsReachable, IReadOnlyList<CheckResult> Findings)> CheckReachabilityAsync(CancellationToken cancellationToken)
    {
        const string Subject = "Reachability";
        var url = new Uri(endpoint.Endpoint, "/api/health?api-version=2024-12-01");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, url), cancellationToken);
            int status = (int)response.StatusCode;
            return response.IsSuccessStatusCode
                ? (true, [new CheckResult(Subject, $"{url.GetLeftPart(UriPartial.Path)} answers"), CheckClock(response.Headers.Date)])
                : (false, [new CheckResult(
                    Subject,
                    string.Create(CultureInfo.InvariantCulture, $"{url.GetLeftPart(UriPartial.Path)} answers {status}."),
                    "Another program listens there. Compare the endpoint with the start text of the emulator, or with the overview of the resource.")]);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (false, [new CheckResult(Subject, Explain(exception), Advise(exception))]);
        }
    }

    /// <summary>Checks the access key with a request that does not change the state of the service.</summary>
    public async Task<CheckResult> CheckKeyAsync(CancellationToken cancellationToken)
    {
        const string Subject = "Access key and token audience";
        try
        {
            await _client.UserExistsAsync("webpubsub-emulator-diagnose", cancellationToken);
            return new CheckResult(Subject, "a signed REST call was accepted");
        }
        catch (RequestFailedException exception) when (exception.Status == 401)
        {
            string? description = BearerChallenge.FindDescription(exception.GetRawResponse()?.Headers.TryGetValue("WWW-Authenticate", out string? header) == true ? header : null);
            return new CheckResult(
                Subject,
                $"rejected with 401. The audience of the token is {endpoint.Endpoint.GetLeftPart(UriPartial.Authority)}.",
                description ?? Explanation.WrongKey + " If the key is right, a proxy may have changed the host of the request.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CheckResult(Subject, "no answer within 10 s.", "Another program listens there, or the service is overloaded. Compare the endpoint with the start text of the emulator.");
        }
        catch (RequestFailedException exception)
        {
            return new CheckResult(Subject, exception.Message.Split('\n', 2)[0].Trim(), "See the message. After a status of 429 or 5xx, try again later.");
        }
    }

    public async Task<CheckResult> ConnectAsync(CancellationToken cancellationToken)
    {
        const string Subject = "Client";
        Uri url = await _client.GetClientAccessUriAsync(userId: "webpubsub-emulator-diagnose", cancellationToken: cancellationToken);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(url, cancellationToken).WaitAsync(Timeout, TimeProvider.System, cancellationToken);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            return new CheckResult(Subject, $"connected to {url.GetLeftPart(UriPartial.Path)}");
        }
        catch (WebSocketException exception)
        {
            int status = (int)socket.HttpStatusCode;
            return new CheckResult(
                Subject,
                status == 0 ? exception.GetBaseException().Message : string.Create(CultureInfo.InvariantCulture, $"rejected with {status}."),
                status switch
                {
                    0 => "The WebSocket could not be opened. Look for a proxy that blocks WebSockets.",
                    401 when BearerChallenge.FindDescription(socket) is { } description => description,
                    404 => Explanation.ClientNotFound,
                    _ => "The event handler rejected the connect event, or the event could not be delivered. Check the event handler with --handler.",
                });
        }
        catch (TimeoutException)
        {
            return new CheckResult(Subject, "no answer within 10 s.", "The event handler does not answer the connect event. Check it with --handler.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static CheckResult CheckClock(DateTimeOffset? date)
    {
        const string Subject = "Clock";
        if (date is not { } serviceTime)
        {
            return new CheckResult(Subject, "the response of the service has no time");
        }

        TimeSpan skew = TimeProvider.System.GetUtcNow() - serviceTime;
        string result = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(skew.TotalSeconds):0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the service");
        return skew.Duration() <= MaxSkew
            ? new CheckResult(Subject, result)
            : new CheckResult(Subject, result + ".", "The service sees the tokens as expired, or as not valid yet. Synchronize the clock of this machine.");
    }

    private string Explain(Exception exception) => exception is TaskCanceledException
        ? $"{endpoint.Endpoint} did not answer within 10 s."
        : $"{endpoint.Endpoint} can't be reached: {exception.GetBaseException().Message}";

    private string Advise(Exception exception) => exception switch
    {
        TaskCanceledException => "Another program listens there, the service is overloaded, or a firewall drops the request.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Explanation.UnknownHost(endpoint.Endpoint),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            Explanation.FailedTls(endpoint.Endpoint, exception),
        _ => Explanation.NotRunning(endpoint.Endpoint),
    };
}
