// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace WebPubSub.Emulator.Configuration;

/// <summary>The files of a configuration, and which of them could not be parsed when they changed. The provider of such a file has no settings until it can be parsed again.</summary>
internal sealed class ConfigurationFiles
{
    private readonly ConcurrentDictionary<FileConfigurationProvider, string> _failures = new();

    public ConfigurationFiles(IConfiguration configuration)
    {
        foreach (FileConfigurationProvider provider in (configuration as IConfigurationRoot)?.Providers.OfType<FileConfigurationProvider>() ?? [])
        {
            Action<FileLoadExceptionContext>? others = provider.Source.OnLoadException;
            provider.Source.OnLoadException = context =>
            {
                others?.Invoke(context);
                string failure = string.Join(' ', new[] { context.Exception.Message, context.Exception.InnerException?.Message }.OfType<string>());
                _failures[provider] = failure;
                Failed?.Invoke(failure);
            };
        }
    }

    /// <summary>Raised when a file cannot be parsed.</summary>
    public event Action<string>? Failed;

    /// <summary>Finds a file that cannot be parsed at the moment.</summary>
    /// <returns>What is wrong with it; <see langword="null"/> if there is none.</returns>
    public string? FindFailure()
    {
        foreach ((FileConfigurationProvider provider, string failure) in _failures)
        {
            if (!provider.GetChildKeys([], parentPath: null).Any())
            {
                return failure;
            }

            _failures.TryRemove(provider, out _);
        }

        return null;
    }
}
