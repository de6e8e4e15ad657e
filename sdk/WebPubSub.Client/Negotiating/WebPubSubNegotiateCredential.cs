// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace WebPubSub.Client;

/// <summary>
/// A credential that gets the client access URI from the negotiate endpoint of the application's server, for each new connection.
/// <c>MapWebPubSubNegotiate</c> of the package WebPubSub.AspNetCore is such an endpoint.
/// </summary>
public sealed class WebPubSubNegotiateCredential : WebPubSubClientCredential
{
    private const int MaxAnswerBytes = 64 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _endpoint;
    private readonly string _shown; // without the query and the user information, which can contain secrets
    private readonly Func<CancellationToken, ValueTask<string>>? _getBearerToken;

    /// <summary>Initializes a credential whose calls have the cookies and headers of an HTTP client.</summary>
    /// <param name="http">The HTTP client. For cookies, its handler has a <see cref="CookieContainer"/> that contains the cookies of the user.</param>
    /// <param name="endpoint">The URL of the negotiate endpoint, relative to the base address of the HTTP client or absolute.</param>
    public WebPubSubNegotiateCredential(HttpClient http, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(endpoint);
        _http = http;
        _endpoint = endpoint;
        _shown = endpoint.IsAbsoluteUri ? $"{endpoint.Scheme}://{endpoint.Authority}{endpoint.AbsolutePath}" : endpoint.OriginalString.Split('?', 2)[0];
    }

    /// <summary>Initializes a credential whose calls have a bearer token.</summary>
    /// <param name="http">The HTTP client.</param>
    /// <param name="endpoint">The URL of the negotiate endpoint, relative to the base address of the HTTP client or absolute.</param>
    /// <param name="bearerTokenProvider">The function that returns the token of the user. It is called for each new connection.</param>
    public WebPubSubNegotiateCredential(HttpClient http, Uri endpoint, Func<CancellationToken, ValueTask<string>> bearerTokenProvider)
        : this(http, endpoint)
    {
        ArgumentNullException.ThrowIfNull(bearerTokenProvider);
        _getBearerToken = bearerTokenProvider;
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The server can't be reached, or it rejected the call.</exception>
    /// <exception cref="InvalidOperationException">The answer contains no URL.</exception>
    public override async ValueTask<Uri> GetClientAccessUriAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_getBearerToken is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _getBearerToken(cancellationToken).ConfigureAwait(false));
        }

        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(Explain(response.StatusCode), inner: null, response.StatusCode);
        }

        await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        return NegotiateAnswer.FindUrl(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))
            ?? throw new InvalidOperationException($"The answer of the negotiate endpoint '{_shown}' contains no WebSocket URL. It must be JSON: {{\"url\":\"wss://...\"}}.");
    }

    private string Explain(HttpStatusCode status) => string.Create(
        CultureInfo.InvariantCulture,
        $"The negotiate endpoint '{_shown}' answered {(int)status}. {status switch
        {
            HttpStatusCode.Unauthorized => "The server did not authenticate the caller: send its cookie or a bearer token.",
            HttpStatusCode.Forbidden => "The server rejected the caller. Its log contains the reason.",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => "Compare the URL with the path of MapWebPubSubNegotiate.",
            _ => "The log of the server contains the reason.",
        }}");
}
