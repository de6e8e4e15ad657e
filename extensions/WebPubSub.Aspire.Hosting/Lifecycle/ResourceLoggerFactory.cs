// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.Aspire.Hosting.Lifecycle;

/// <summary>Writes the log of the emulator to the log of its resource, which the dashboard shows.</summary>
internal sealed class ResourceLoggerFactory(ILogger logger) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => logger;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log of the emulator goes to its resource. Set WebPubSubEmulatorOptions.LoggerFactory to use another log.");

    public void Dispose()
    {
    }
}
