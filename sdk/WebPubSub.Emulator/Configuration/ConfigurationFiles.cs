// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.Emulator.Configuration;

/// <summary>
/// The files of a configuration, and the errors of the files that cannot be parsed after a change. The provider of such a file has no settings until the
/// file can be parsed again.
/// </summary>
internal sealed class ConfigurationFiles(IConfiguration configuration) : IDisposable
{
    private readonly ConcurrentDictionary<FileConfigurationProvider, string> _failures = new();
    private readonly List<IDisposable> _watches = [];
    private bool _isDisposed;

    /// <summary>Occurs when a file cannot be parsed.</summary>
    public event Action<string>? Failed;

    /// <summary>Occurs when a file that could not be parsed has been loaded or deleted.</summary>
    public event Action? FailureCleared;

    /// <summary>Starts to watch the files of the configuration.</summary>
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
            _watches.Add(ChangeToken.OnChange(provider.GetReloadToken, () => ClearFailure(provider)));
        }
    }

    /// <summary>Finds a file that currently cannot be parsed.</summary>
    /// <returns>The error of the file; <see langword="null"/> if all files can be parsed.</returns>
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

    // A provider signals a reload only if the reload succeeded.
    private void ClearFailure(FileConfigurationProvider provider)
    {
        if (_failures.TryRemove(provider, out _))
        {
            FailureCleared?.Invoke();
        }
    }
}
