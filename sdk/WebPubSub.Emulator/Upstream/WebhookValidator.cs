// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Asks a handler, before it gets events, whether it wants them from here; remembers the answer for a while.</summary>
/// <remarks>Event handler reference, section 3.</remarks>
internal sealed class WebhookValidator(RetryingHttp http, string origin, BackgroundTasks background, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Uri, Outcome> _outcomes = new();

    /// <summary>Waits for the first outcome; later ones are refreshed behind the events that use the old one.</summary>
    public Task<bool> IsAllowedAsync(Uri url)
    {
        Outcome outcome = _outcomes.GetOrAdd(url, static _ => new Outcome());
        lock (outcome)
        {
            if (outcome.Current is null)
            {
                Task<bool> first = RefreshAsync(url, outcome);
                outcome.Current = first;
                background.Run(() => first);
            }
            else if (outcome.Current.IsCompleted && !outcome.IsRefreshing && time.GetUtcNow() >= outcome.Due)
            {
                outcome.IsRefreshing = true;
                background.Run(async () => outcome.Current = Task.FromResult(await RefreshAsync(url, outcome)));
            }

            return outcome.Current;
        }
    }

    private async Task<bool> RefreshAsync(Uri url, Outcome outcome)
    {
        await Task.Yield(); // the caller holds the lock
        bool allowed = false;
        try
        {
            allowed = await AskAsync(url);
        }
        finally
        {
            lock (outcome)
            {
                outcome.Failures = allowed ? 0 : outcome.Failures + 1;
                outcome.Due = time.GetUtcNow() + (allowed ? GoodFor : Backoff(outcome.Failures));
                outcome.IsRefreshing = false;
            }
        }

        return allowed;
    }

    private static TimeSpan Backoff(int failures) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(failures, 7) - 1)));

    private async Task<bool> AskAsync(Uri url)
    {
        try
        {
            HttpResponseMessage response = await SendAsync(HttpMethod.Options, url);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                response.Dispose();
                response = await SendAsync(HttpMethod.Get, url);
            }

            using (response)
            {
                return IsAllowed(url, response);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            string reason = exception is OperationCanceledException ? $"it did not answer within {Deadline.TotalSeconds} s." : exception.Message;
            logger.ValidationUnreachable(UrlTemplate.ForLog(url), reason);
            return false;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        return await http.SendAsync(CreateRequest, either.Token);

        HttpRequestMessage CreateRequest()
        {
            var request = new HttpRequestMessage(method, url)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            };
            request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", origin);
            request.Headers.TryAddWithoutValidation("ce-awpsversion", "1.0");
            return request;
        }
    }

    private bool IsAllowed(Uri url, HttpResponseMessage response)
    {
        string[] allowed = response.Headers.TryGetValues("WebHook-Allowed-Origin", out IEnumerable<string>? values) ? [.. values] : [];
        if (response.IsSuccessStatusCode && allowed.Any(value => value == "*" || value.Equals(origin, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        logger.ValidationRefused(UrlTemplate.ForLog(url), (int)response.StatusCode, allowed.Length == 0 ? "no" : string.Join(" and ", allowed), origin);
        return false;
    }

    private sealed class Outcome
    {
        public Task<bool>? Current { get; set; }

        public bool IsRefreshing { get; set; }

        public int Failures { get; set; }

        public DateTimeOffset Due { get; set; }
    }
}
