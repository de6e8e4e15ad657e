// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>A call of the negotiate endpoint of an application.</summary>
internal static class NegotiateCall
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static async Task<Uri> GetUrlAsync(string endpoint, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            throw new ToolException("--negotiate is not an http:// or https:// address.");
        }

        using var http = new HttpClient { Timeout = Timeout };
        using HttpResponseMessage response = await SendAsync(http, address, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new ToolException($"{address.GetLeftPart(UriPartial.Path)} answered {(int)response.StatusCode}. The endpoint must allow anonymous callers. The log of the application contains the reason.");
        }

        return NegotiateAnswer.FindUrl(await response.Content.ReadAsByteArrayAsync(cancellationToken))
            ?? throw new ToolException($"The answer of {address.GetLeftPart(UriPartial.Path)} contains no WebSocket URL. It must be JSON: {{\"url\":\"ws://...\"}}.");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await http.PostAsync(address, content: null, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new ToolException($"{address.GetLeftPart(UriPartial.Path)} can't be reached: {exception.GetBaseException().Message}. Start the application, or correct the URL.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ToolException($"{address.GetLeftPart(UriPartial.Path)} did not answer within {Timeout.TotalSeconds} s.");
        }
    }
}
