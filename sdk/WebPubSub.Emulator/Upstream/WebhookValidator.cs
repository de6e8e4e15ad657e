// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.InProcess;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Validates each event handler before it receives events, and caches the result.</summary>
/// <remarks>See docs/protocols/event-handler.md#3-webhook-validation.</remarks>
internal sealed class WebhookValidator(
    [FromKeyedServices(WebhookValidator.HttpKey)] EventHttp http, EmulatorAddress address, BackgroundTasks background, EmulatorLifetime lifetime, IEmulatorObserver observer, TimeProvider time, ILogger logger)
{
    public const string HttpKey = "validation";

    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private const int MaxProbes = 600; // ten minutes; then the next event starts a validation
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private readonly string _origin = address.Advertised.Host; // without the port
    private readonly ConcurrentDictionary<Handler, Outcome> _outcomes = new();

    /// <summary>
    /// Returns the result of the validation. Events wait for the first result. Later validations run in the background, while events use the old result.
    /// </summary>
    /// <param name="url">The URL of the validation request.</param>
    /// <param name="hub">The hub of the events.</param>
    /// <param name="target">The invoker that receives the request in place of the network, or null.</param>
    /// <returns>The reason why the event handler receives no events, or null if the validation succeeded.</returns>
    public Task<string?> ValidateAsync(Uri url, string hub, HttpMessageInvoker? target)
    {
        var handler = new Handler(url, target);
        Outcome outcome = _outcomes.GetOrAdd(handler, static _ => new Outcome());
        lock (outcome)
        {
            if (outcome.Current is null)
            {
                Task<string?> first = RefreshAsync(handler, hub, outcome);
                outcome.Current = first;
                background.Run(() => first);
            }
            else if (outcome.Current.IsCompleted && time.GetUtcNow() >= outcome.Due)
            {
                TryRefresh(handler, hub, outcome);
            }

            return outcome.Current;
        }
    }

    private void TryRefresh(Handler handler, string hub, Outcome outcome)
    {
        if (!outcome.IsRefreshing)
        {
            outcome.IsRefreshing = true;
            background.Run(async () => outcome.Current = Task.FromResult(await RefreshAsync(handler, hub, outcome)));
        }
    }

    // The service does not probe. During development, the application often starts after the emulator, and the emulator should find it at once.
    private async Task ProbeAsync(Handler handler, string hub, Outcome outcome)
    {
        Cause.Clear();
        bool listens = false;
        for (int probes = 0; probes < MaxProbes && !listens; probes++)
        {
            await Task.Delay(ProbeInterval, time, lifetime.Closing);
            listens = await IsListeningAsync(handler.Url);
        }

        lock (outcome)
        {
            outcome.IsProbing = false;
            if (listens)
            {
                TryRefresh(handler, hub, outcome);
            }
        }
    }

    private async Task<bool> IsListeningAsync(Uri url)
    {
        using var deadline = new CancellationTokenSource(ProbeInterval, TimeProvider.System);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, lifetime.Closing);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(url.IdnHost.Trim('[', ']'), url.Port, linked.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !lifetime.Closing.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<string?> RefreshAsync(Handler handler, string hub, Outcome outcome)
    {
        await Task.Yield(); // the caller holds the lock
        long start = time.GetTimestamp();
        var call = new EmulatorHandlerCall(hub, "validate") { IsValidation = true, Url = UrlTemplate.ForLog(handler.Url) };
        var answer = new Answer("The emulator stopped before the event handler answered.");
        observer.Begin(call);
        using ITimer late = SlowCalls.Watch(call, observer, time, logger);
        try
        {
            answer = await SendValidationAsync(handler, call);
        }
        finally
        {
            lock (outcome)
            {
                outcome.Failures = answer.Fault is null ? 0 : outcome.Failures + 1;
                TimeSpan pause = answer.Fault is null ? CacheDuration : Backoff(outcome.Failures);
                outcome.Due = time.GetUtcNow() + pause;
                outcome.IsRefreshing = false;
                answer = answer with { Fault = AddRetryNote(answer, pause) };
                if (answer.IsRefused && !outcome.IsProbing)
                {
                    outcome.IsProbing = true;
                    background.Run(() => ProbeAsync(handler, hub, outcome));
                }
            }

            call.Complete(answer.Fault is not null, answer.Fault);

            call.Duration = time.GetElapsedTime(start);
            observer.End(call);
        }

        return answer.Fault;
    }

    private static string? AddRetryNote(Answer answer, TimeSpan pause) => answer.Fault is null ? null
        : AsSentence(answer.Fault) + (answer.IsRefused ? " The emulator checks every second whether a program listens there."
            : string.Create(CultureInfo.InvariantCulture, $" The first event after {pause.TotalSeconds:0} s validates it again."));

    private static string AsSentence(string text) => text[^1] is '.' or '?' or '!' ? text : text + ".";

    private static TimeSpan Backoff(int failures) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(failures, 7) - 1)));

    private async Task<Answer> SendValidationAsync(Handler handler, EmulatorHandlerCall call)
    {
        try
        {
            HttpResponseMessage response = await SendAsync(HttpMethod.Options, handler, call);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                response.Dispose();
                response = await SendAsync(HttpMethod.Get, handler, call);
            }

            using (response)
            {
                call.Status = (int)response.StatusCode;
                string? fault = ValidateResponse(handler.Url, response);
                return new Answer(fault is not null && await ErrorText.ReadAsync(response, time, lifetime.Stopping) is { } text ? $"{fault} The answer was: {text}" : fault);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            string reason = HandlerReason.ForException(exception, handler.Url, Deadline);
            logger.ValidationUnreachable(UrlTemplate.ForLog(handler.Url), reason);
            return new Answer(
                "The webhook validation failed. " + reason,
                IsRefused: handler.Target is null && exception is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } });
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Handler handler, EmulatorHandlerCall call)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, lifetime.Stopping);
        return await http.SendAsync(
            CreateRequest,
            (status, exception) => call.LastFailure = exception is null
                ? string.Create(CultureInfo.InvariantCulture, $"It answered {status}.")
                : HandlerReason.ForException(exception, handler.Url, Deadline),
            linked.Token);

        HttpRequestMessage CreateRequest()
        {
            call.Attempts++;
            var request = new HttpRequestMessage(method, handler.Url)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            };
            if (handler.Target is not null)
            {
                request.Options.Set(InProcessRoutingHandler.Target, handler.Target);
            }

            request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", _origin);
            request.Headers.TryAddWithoutValidation("ce-awpsversion", "1.0");
            return request;
        }
    }

    private string? ValidateResponse(Uri url, HttpResponseMessage response)
    {
        string[] allowed = response.Headers.TryGetValues("WebHook-Allowed-Origin", out IEnumerable<string>? values) ? [.. values] : [];
        if (response.IsSuccessStatusCode && allowed.Any(value => value == "*" || value.Equals(_origin, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        string reason = HandlerReason.ForValidation((int)response.StatusCode, allowed, _origin);
        logger.ValidationRefused(UrlTemplate.ForLog(url), reason);
        return reason;
    }

    private sealed record Handler(Uri Url, HttpMessageInvoker? Target);

    private sealed record Answer(string? Fault, bool IsRefused = false);

    private sealed class Outcome
    {
        public Task<string?>? Current { get; set; }

        public bool IsRefreshing { get; set; }

        public bool IsProbing { get; set; }

        public int Failures { get; set; }

        public DateTimeOffset Due { get; set; }
    }
}
