// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.WebSockets;
using Azure;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>Checks that a service is there and accepts the key.</summary>
internal sealed class ServiceCheck(WebPubSubServiceEndpoint endpoint, string hub) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new() { Timeout = Timeout };
    private readonly WebPubSubServiceClient _client = new(endpoint, hub);

    public async Task<(bool IsReachable, IReadOnlyList<Finding> Findings)> ReachAsync(CancellationToken cancellationToken)
    {
        const string Subject = "Reachability";
        var url = new Uri(endpoint.Endpoint, "/api/health?api-version=2024-12-01");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, url), cancellationToken);
            int status = (int)response.StatusCode;
            return response.IsSuccessStatusCode
                ? (true, [new Finding(Subject, $"{url.GetLeftPart(UriPartial.Path)} answers"), CheckClock(response.Headers.Date)])
                : (false, [new Finding(
                    Subject,
                    string.Create(CultureInfo.InvariantCulture, $"{url.GetLeftPart(UriPartial.Path)} answers {status}."),
                    "Something else listens there: compare the endpoint with the emulator's start-up text or with the resource's overview.")]);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (false, [new Finding(Subject, Explain(exception), Advise(exception))]);
        }
    }

    /// <summary>Asks something that changes nothing.</summary>
    public async Task<Finding> CheckKeyAsync(CancellationToken cancellationToken)
    {
        const string Subject = "Access key and token audience";
        try
        {
            await _client.UserExistsAsync("webpubsub-emulator-diagnose", cancellationToken);
            return new Finding(Subject, "a signed REST call was accepted");
        }
        catch (RequestFailedException exception) when (exception.Status == 401)
        {
            return new Finding(
                Subject,
                $"refused with 401. The token names {endpoint.Endpoint.GetLeftPart(UriPartial.Authority)} as its audience.",
                "Either the key is not a current one of this service, or the service knows itself under another name (a proxy in between?): "
                + "use the connection string that the service itself gives out.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Finding(Subject, "no answer within 10 s.", "Something else listens there, or the service is overloaded: compare the endpoint with the emulator's start-up text.");
        }
        catch (RequestFailedException exception)
        {
            return new Finding(Subject, exception.Message.Split('\n', 2)[0].Trim(), "See the message; a status of 429 or 5xx may pass by itself.");
        }
    }

    public async Task<Finding> ConnectAsync(CancellationToken cancellationToken)
    {
        const string Subject = "Client";
        Uri url = await _client.GetClientAccessUriAsync(userId: "webpubsub-emulator-diagnose", cancellationToken: cancellationToken);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(url, cancellationToken).WaitAsync(Timeout, TimeProvider.System, cancellationToken);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            return new Finding(Subject, $"connected to {url.GetLeftPart(UriPartial.Path)}");
        }
        catch (WebSocketException exception)
        {
            int status = (int)socket.HttpStatusCode;
            return new Finding(
                Subject,
                status == 0 ? exception.GetBaseException().Message : string.Create(CultureInfo.InvariantCulture, $"refused with {status}."),
                status is 0 ? "WebSockets do not get through: look for a proxy in between."
                    : "The connect event of the hub was refused or could not be delivered: check the event handler with --handler.");
        }
        catch (TimeoutException)
        {
            return new Finding(Subject, "no answer within 10 s.", "The event handler of the hub takes long over its connect event: check it with --handler.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static Finding CheckClock(DateTimeOffset? date)
    {
        const string Subject = "Clock";
        if (date is not { } theirs)
        {
            return new Finding(Subject, "the service did not say its time");
        }

        TimeSpan skew = TimeProvider.System.GetUtcNow() - theirs;
        string result = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(skew.TotalSeconds):0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the service");
        return skew.Duration() <= MaxSkew
            ? new Finding(Subject, result)
            : new Finding(Subject, result + ".", "Tokens are not valid yet, or no longer, when the service sees them: synchronise this machine's clock.");
    }

    private string Explain(Exception exception) => exception is TaskCanceledException
        ? $"{endpoint.Endpoint} did not answer within 10 s."
        : $"{endpoint.Endpoint} cannot be reached: {exception.GetBaseException().Message}";

    private string Advise(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "Correct the host name in the connection string.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "Its certificate is not trusted here: for the emulator run 'dotnet dev-certs https --trust', or use its http address.",
        _ when endpoint.Endpoint.IsLoopback => "Start the emulator with 'webpubsub-emulator', or correct the port in the connection string.",
        _ => "Check the network and the resource's firewall.",
    };
}
