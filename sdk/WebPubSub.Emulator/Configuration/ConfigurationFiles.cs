// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.Emulator.Configuration;

/// <summary>The files of a configuration, and which of them could not be parsed when they changed. The provider of such a file has no settings until it can be parsed again.</summary>
internal sealed class ConfigurationFiles(IConfiguration configuration) : IDisposable
{
    private readonly ConcurrentDictionary<FileConfigurationProvider, string> _failures = new();
    private readonly List<IDisposable> _watches = [];
    private bool _isDisposed;

    /// <summary>Raised when a file cannot be parsed.</summary>
    public event Action<string>? Failed;

    /// <summary>Raised when a file that could not be parsed has been loaded, or is gone.</summary>
    public event Action? Mended;

    /// <summary>Begins to watch the files that there are.</summary>
    public void Watch()
    {
        foreach (FileConfigurationProvider provider in (configuration as IConfigurationRoot)?.Providers.OfType<FileConfigurationProvider>() ?? [])
        {
            Action<FileLoadExceptionContext>? others = provider.Source.OnLoadException;
            provider.Source.OnLoadException = context =>
            {
                others?.Invoke(context);
                Fail(context);
            };
            _watches.Add(ChangeToken.OnChange(provider.GetReloadToken, () => Mend(provider)));
        }
    }

    /// <summary>Finds a file that cannot be parsed at the moment.</summary>
    /// <returns>What is wrong with it; <see langword="null"/> if there is none.</returns>
    public string? FindFailure() => _failures.FirstOrDefault(failure => !failure.Key.GetChildKeys([], parentPath: null).Any()).Value;

    public void Dispose()
    {
        _isDisposed = true;
        _watches.ForEach(watch => watch.Dispose());
    }

    private void Fail(FileLoadExceptionContext context)
    {
        if (!_isDisposed)
        {
            string failure = string.Join(' ', new[] { context.Exception.Message, context.Exception.InnerException?.Message }.OfType<string>());
            _failures[context.Provider] = failure;
            Failed?.Invoke(failure);
        }
    }

    // A provider tells of a reload only if it was one.
    private void Mend(FileConfigurationProvider provider)
    {
        if (_failures.TryRemove(provider, out _))
        {
            Mended?.Invoke();
        }
    }
}
