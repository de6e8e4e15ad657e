// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text.Json;

namespace WebPubSub;

/// <summary>A writer with its buffer, kept by each thread: tokens and states are written for every request.</summary>
internal sealed class PooledJsonWriter : IDisposable
{
    private const int MostKept = 4096;

    [ThreadStatic]
    private static PooledJsonWriter? _idle;

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    private PooledJsonWriter() => Json = new Utf8JsonWriter(_buffer);

    public Utf8JsonWriter Json { get; }

    /// <summary>Takes the thread's writer, or a new one while that is in use. To be returned by <see cref="Dispose"/> on the same thread.</summary>
    public static PooledJsonWriter Rent()
    {
        PooledJsonWriter writer = _idle ?? new PooledJsonWriter();
        _idle = null;
        return writer;
    }

    /// <summary>Ends the text. It lasts until the writer is returned.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        Json.Flush();
        return _buffer.WrittenSpan;
    }

    public void Dispose()
    {
        if (_buffer.Capacity <= MostKept)
        {
            _buffer.Clear(); // nothing of one caller is left for the next
            Json.Reset(_buffer);
            _idle = this;
        }
    }
}
