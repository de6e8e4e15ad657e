// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>
/// The checks of an event handler, with the requests that the service sends.
/// See docs/protocols/event-handler.md#3-webhook-validation, #4-request-headers and #7-signature.
/// </summary>
internal sealed class HandlerCheck(WebPubSubServiceEndpoint endpoint, string hub) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout };
    private readonly string _origin = endpoint.Endpoint.Host;

    public async IAsyncEnumerable<CheckResult> CheckAsync(string handler, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filled = handler.Replace("{hub}", hub, StringComparison.OrdinalIgnoreCase).Replace("{event}", "validate", StringComparison.OrdinalIgnoreCase);
        if (!Uri.TryCreate(filled, UriKind.Absolute, out Uri? url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            yield return new CheckResult("Event handler", "the URL is not an http or https URL.", "Give --handler the URL template of the hub's settings, such as http://localhost:5000/eventhandler.");
            yield break;
        }

        CheckResult validation = await ValidateAsync(url, cancellationToken);
        yield return validation;
        if (!validation.IsFailure)
        {
            yield return await CheckSignatureAsync(url, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<CheckResult> ValidateAsync(Uri url, CancellationToken cancellationToken)
    {
        const string Subject = "Event handler, validation";
        try
        {
            using HttpResponseMessage response = await SendValidationAsync(url, cancellationToken);
            string[] allowed = response.Headers.TryGetValues("WebHook-Allowed-Origin", out IEnumerable<string>? values) ? [.. values] : [];
            bool isAllowed = response.IsSuccessStatusCode && allowed.Any(value => value == "*" || value.Equals(_origin, StringComparison.OrdinalIgnoreCase));
            return isAllowed
                ? new CheckResult(Subject, $"it accepts events from '{_origin}'")
                : new CheckResult(
                    Subject,
                    string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode} with {(allowed.Length == 0 ? "no" : string.Join(" and ", allowed))} WebHook-Allowed-Origin."),
                    AdviseValidation((int)response.StatusCode));
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new CheckResult(Subject, $"{url.Scheme}://{url.Authority}{url.AbsolutePath} can't be reached: {exception.GetBaseException().Message}", $"Start the application, or correct the URL. Azure needs a URL that is reachable from the internet.");
        }
    }

    // Sends OPTIONS and, after 404, GET, as the service does. Some handlers support only one of the two methods. See docs/protocols/event-handler.md#31-the-request.
    private async Task<HttpResponseMessage> SendValidationAsync(Uri url, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await SendValidationAsync(HttpMethod.Options, url, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            return response;
        }

        response.Dispose();
        return await SendValidationAsync(HttpMethod.Get, url, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendValidationAsync(HttpMethod method, Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", _origin);
        request.Headers.TryAddWithoutValidation("ce-awpsversion", "1.0");
        return await _http.SendAsync(request, cancellationToken);
    }

    private string AdviseValidation(int status) => status switch
    {
        404 => Explanation.WrongHandlerPath,
        401 or 403 => $"The event handler does not accept events from '{_origin}'. Use this connection string in the application, or add the host to WebPubSubOptions.AllowedEndpoints.",
        >= 300 and < 400 => Explanation.Redirect,
        _ => "The endpoint at this path is not an event handler, or another middleware answered.",
    };

    // Sends an event of a type that no version supports. A handler verifies it like any other event and then ignores it.
    private async Task<CheckResult> CheckSignatureAsync(Uri url, CancellationToken cancellationToken)
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
                401 or 403 => new CheckResult(Subject, result + ".", Explanation.WrongSignature),
                404 => new CheckResult(
                    Subject,
                    result + ".",
                    $"The path may serve another hub than '{hub}'. Compare --hub with the name of AddHub. The official Express handler answers unknown system events with 404, too.",
                    IsInconclusive: true),
                >= 500 => new CheckResult(Subject, result + ".", "The event handler failed. Its log contains the exception."),
                _ => new CheckResult(Subject, result),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new CheckResult(Subject, exception.GetBaseException().Message, "The event handler answers the webhook validation, but not the event. Its log contains the reason.");
        }
    }
}
