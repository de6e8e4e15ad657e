// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Aspire.Hosting.Connections;

/// <summary>The connection string of the emulator. Its readers wait until the emulator has started.</summary>
internal sealed class PendingConnection(string resource) : IConnection
{
    private readonly TaskCompletionSource<string> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string ValueExpression => $"{{{resource}.connectionString}}";

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => await _value.Task.WaitAsync(cancellationToken);

    public void Set(string connectionString) => _value.TrySetResult(connectionString.TrimEnd(';'));

    public void Fail(Exception exception)
    {
        _value.TrySetException(exception);
        _ = _value.Task.Exception; // it is logged even if no resource reads the value
    }
}
