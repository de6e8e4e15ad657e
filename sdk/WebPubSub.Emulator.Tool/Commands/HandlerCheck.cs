// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>Checks an event handler as the service would speak to it. Event handler reference, sections 3, 4 and 7.</summary>
internal sealed class HandlerCheck(WebPubSubServiceEndpoint endpoint, string hub) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout };
    private readonly string _origin = endpoint.Endpoint.Host;

    public async IAsyncEnumerable<Finding> CheckAsync(string handler, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filled = handler.Replace("{hub}", hub, StringComparison.OrdinalIgnoreCase).Replace("{event}", "validate", StringComparison.OrdinalIgnoreCase);
        if (!Uri.TryCreate(filled, UriKind.Absolute, out Uri? url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            yield return new Finding("Event handler", "the address is not an http or https URL.", "Give --handler the URL template of the hub's settings, such as http://localhost:5000/eventhandler.");
            yield break;
        }

        Finding validation = await ValidateAsync(url, cancellationToken);
        yield return validation;
        if (!validation.IsFailure)
        {
            yield return await CheckSignatureAsync(url, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Finding> ValidateAsync(Uri url, CancellationToken cancellationToken)
    {
        const string Subject = "Event handler, validation";
        try
        {
            using HttpResponseMessage response = await AskAsync(url, cancellationToken);
            string[] allowed = response.Headers.TryGetValues("WebHook-Allowed-Origin", out IEnumerable<string>? values) ? [.. values] : [];
            bool isAllowed = response.IsSuccessStatusCode && allowed.Any(value => value == "*" || value.Equals(_origin, StringComparison.OrdinalIgnoreCase));
            return isAllowed
                ? new Finding(Subject, $"it wants events from '{_origin}'")
                : new Finding(
                    Subject,
                    string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode} with {(allowed.Length == 0 ? "no" : string.Join(" and ", allowed))} WebHook-Allowed-Origin."),
                    AdviseValidation((int)response.StatusCode));
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Finding(Subject, $"{url.Scheme}://{url.Authority}{url.AbsolutePath} cannot be reached: {exception.GetBaseException().Message}", "Start the application, or correct the address. A resource in Azure needs one that the internet reaches.");
        }
    }

    // As the service does: some handlers know one of the two methods only. Event handler reference, section 3.1.
    private async Task<HttpResponseMessage> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await AskAsync(HttpMethod.Options, url, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            return response;
        }

        response.Dispose();
        return await AskAsync(HttpMethod.Get, url, cancellationToken);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", _origin);
        request.Headers.TryAddWithoutValidation("ce-awpsversion", "1.0");
        return await _http.SendAsync(request, cancellationToken);
    }

    private string AdviseValidation(int status) => status switch
    {
        404 => "There is no event handler at this path: compare it with that of MapWebPubSubHub.",
        401 or 403 => $"It does not expect events from '{_origin}': give the application this connection string, or add the host to its allowed ones.",
        >= 300 and < 400 => "It redirects, which the service does not follow: use the final address.",
        _ => "It is no event handler, or its middleware answers before it: look at what is mapped there.",
    };

    // A kind of event that no version knows: it is verified like any other, and then ignored.
    private async Task<Finding> CheckSignatureAsync(Uri url, CancellationToken cancellationToken)
    {
        const string Subject = "Event handler, signature";
        const string ConnectionId = "webpubsub-emulator-diagnose";
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)[
            ("ce-specversion", "1.0"), ("ce-awpsversion", "1.0"), ("ce-type", "azure.webpubsub.sys.diagnose"), ("ce-source", $"/hubs/{hub}/client/{ConnectionId}"),
            ("ce-id", "0"), ("ce-time", TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ("ce-connectionId", ConnectionId), ("ce-hub", hub), ("ce-eventName", "diagnose"),
            ("ce-signature", EventSignature.Create(ConnectionId, endpoint.KeyCredential!.Key)), ("WebHook-Request-Origin", _origin)])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            int status = (int)response.StatusCode;
            string result = string.Create(CultureInfo.InvariantCulture, $"a signed event was answered {status}");
            return status switch
            {
                401 or 403 => new Finding(Subject, result + ".", "Its access key is another one, or it expects events from another host: give the application this connection string."),
                404 => new Finding(
                    Subject,
                    result + ".",
                    $"Either it serves another hub than '{hub}' (compare --hub with the name that the application registers), or it has no answer to events that it does not know, as the official Express handler.",
                    IsUndecided: true),
                >= 500 => new Finding(Subject, result + ".", "It fails over events: its own log says why."),
                _ => new Finding(Subject, result),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Finding(Subject, exception.GetBaseException().Message, "It validates but does not take events: its own log says why.");
        }
    }
}
