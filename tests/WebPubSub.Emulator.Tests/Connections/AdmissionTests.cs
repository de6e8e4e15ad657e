// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// A client must be reachable as soon as it knows that it is connected, because messages may be sent to it from then on. The logger of this test
/// delays the emulator when it logs the new connection. A client that was notified too early notices it during this delay.
/// </summary>
public sealed class AdmissionTests : EmulatorTest
{
    private readonly TaskCompletionSource _knows = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _knewTooEarly = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData("json.webpubsub.azure.v1")]
    [InlineData("json.reliable.webpubsub.azure.v1")]
    [InlineData(null)]
    public async Task Client_IsReachable_BeforeItIsNotified(string? subprotocol)
    {
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri(), subprotocol is null ? [] : [subprotocol]);
        if (subprotocol is not null)
        {
            await socket.ReceiveTextAsync();
        }

        _knows.SetResult();

        (await _knewTooEarly.Task.WithTimeoutAsync("the log")).Should().BeFalse();
    }

    protected override WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0, LoggerFactory = new BlockingLogger(this) };

    private sealed class BlockingLogger(AdmissionTests test) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "Connected")
            {
                test._knewTooEarly.TrySetResult(test._knows.Task.Wait(TimeSpan.FromMilliseconds(250)));
            }
        }

        public void Dispose()
        {
        }
    }
}
